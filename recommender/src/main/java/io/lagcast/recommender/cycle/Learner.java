package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.WorkloadKnowledge;

/**
 * What learns about one workload. Its parts are mutable; they belong to one {@link Desk}.
 *
 * @param knowledge what is believed
 * @param arrivals the forecaster inside the knowledge
 */
record Learner(WorkloadKnowledge knowledge, LiveForecaster arrivals) {

    /** One that has learned nothing, or what its forecaster has. */
    static Learner with(LiveForecaster arrivals) {
        return new Learner(new WorkloadKnowledge(arrivals), arrivals);
    }
}
