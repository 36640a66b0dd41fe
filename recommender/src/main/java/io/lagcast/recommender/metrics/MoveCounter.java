package io.lagcast.recommender.metrics;

import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.RecommendationIssued;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts the moves recommended. The same move recommended again until somebody makes it is one move. */
@Component
class MoveCounter {

    private final Map<String, Integer> desiredLast = new ConcurrentHashMap<>();
    private final Counter out;
    private final Counter in;

    MoveCounter(MeterRegistry meters) {
        this.out = counter("out", meters);
        this.in = counter("in", meters);
    }

    private static Counter counter(String direction, MeterRegistry meters) {
        return Counter.builder("lagcast.moves")
                .description("Moves recommended to more replicas (out) and to fewer (in)")
                .tag("direction", direction)
                .register(meters);
    }

    @EventListener
    void on(RecommendationIssued issued) {
        Recommendation recommendation = issued.recommendation();
        int desired = recommendation.desiredReplicas();
        Integer before = desiredLast.put(recommendation.workload(), desired);
        if (before == null || before != desired) {
            count(recommendation.action());
        }
    }

    private void count(Action action) {
        switch (action) {
            case SCALE_OUT -> out.increment();
            case SCALE_IN -> in.increment();
            case HOLD, ABSTAIN -> {}
        }
    }

    @EventListener
    void on(WorkloadRemoved removed) {
        desiredLast.remove(removed.name());
    }
}
