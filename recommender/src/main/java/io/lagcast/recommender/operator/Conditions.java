package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a status being written. One that keeps its status keeps the time of its last transition. Mutable.
 */
final class Conditions {

    static final String READY = "Ready";
    static final String LEARNING = "Learning";
    static final String LIMITED = "Limited";
    static final String STALE = "Stale";

    private final List<Condition> before;
    private final long generation;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    Conditions(List<Condition> before, long generation, Instant now) {
        this.before = List.copyOf(before);
        this.generation = generation;
        this.now = now;
    }

    void yes(String type, String reason, String message) {
        add(type, "True", reason, message);
    }

    void no(String type, String reason, String message) {
        add(type, "False", reason, message);
    }

    void unknown(String type, String reason, String message) {
        add(type, "Unknown", reason, message);
    }

    private void add(String type, String status, String reason, String message) {
        String since = before.stream()
                .filter(known ->
                        known.getType().equals(type) && known.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> Times.text(now));
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build());
    }

    List<Condition> all() {
        return List.copyOf(conditions);
    }

    static Condition withoutMessage(Condition condition) {
        return new ConditionBuilder(condition).withMessage("").build();
    }
}
