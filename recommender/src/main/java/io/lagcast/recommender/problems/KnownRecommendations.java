package io.lagcast.recommender.problems;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.Standing;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The recommendations as a request asks for them: in force, or a problem that says why there is none. */
@Component
public class KnownRecommendations {

    /** A sample comes every 15 s unless configured otherwise, and a recommendation with it. */
    public static final Duration NEXT_DECISION = Duration.ofSeconds(15);

    private final Ledger ledger;

    KnownRecommendations(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The recommendation in force for the workload of that name, and the count to run now.
     *
     * @throws ProblemException if there is none or it has expired
     */
    public Standing.InForce inForce(String workload) {
        return switch (ledger.standing(workload)) {
            case Standing.InForce inForce -> inForce;
            case Standing.Expired expired -> throw expired(expired.recommendation());
            case Standing.Missing missing -> throw none(workload);
        };
    }

    /** The problem that nothing was recommended yet. */
    public static ProblemException none(String workload) {
        return new ProblemException(
                        ProblemType.NO_RECOMMENDATION,
                        "Nothing was recommended for \"" + workload
                                + "\" yet. A recommendation comes with the first sample that can be read;"
                                + " lastSampleAt of the workload tells whether there was one.")
                .retryAfter(NEXT_DECISION);
    }

    private static ProblemException expired(Recommendation newest) {
        return new ProblemException(
                        ProblemType.RECOMMENDATION_EXPIRED,
                        "The newest recommendation for \"" + newest.workload() + "\" rests on a sample of "
                                + newest.time() + " and expired at " + newest.validUntil()
                                + ". Maybe samples do not arrive any more.")
                .retryAfter(NEXT_DECISION);
    }
}
