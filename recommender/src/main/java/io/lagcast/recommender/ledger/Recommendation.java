package io.lagcast.recommender.ledger;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.Reason;
import java.time.Instant;
import java.util.UUID;

/**
 * An advice that was issued. Read back from PostgreSQL it is equal in every number, so that the explanation is the same before and after a restart.
 *
 * @param id time-ordered identifier (UUID version 7)
 * @param workload name of the workload
 * @param advice the decision with everything that led to it
 * @param provenance what it was made with
 */
public record Recommendation(UUID id, String workload, Advice advice, Provenance provenance) {

    /** Event time of the newest sample it rests on. */
    public Instant time() {
        return advice.time();
    }

    public Action action() {
        return Action.of(advice);
    }

    public int desiredReplicas() {
        return advice.decision().desired().count();
    }

    /** The count in force when it was made. */
    public int currentReplicas() {
        return advice.current().count();
    }

    /** When to ask for the desired count; its own time when nothing is to be changed. */
    public Instant executeAt() {
        return executeAt(advice);
    }

    public Instant validUntil() {
        return advice.validUntil();
    }

    public Reason reason() {
        return advice.decision().reason();
    }

    static Instant executeAt(Advice advice) {
        return switch (advice.decision()) {
            case Decision.Scale scale -> scale.executeAt();
            case Decision.Hold hold -> advice.time();
            case Decision.Abstain abstain -> advice.time();
        };
    }
}
