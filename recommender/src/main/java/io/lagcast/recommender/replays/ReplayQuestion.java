package io.lagcast.recommender.replays;

import io.lagcast.recommender.workloads.Workload;
import io.lagcast.simulator.scaler.ScalerChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be replayed.
 *
 * @param workload whose arrivals and policy
 * @param from where the replay begins
 * @param to where it ends
 * @param warmUp how much of what came before may be learned
 * @param scalers scalers that were named, besides those that always take part
 */
record ReplayQuestion(Workload workload, Instant from, Instant to, Duration warmUp, List<ScalerChoice> scalers) {

    ReplayQuestion {
        scalers = List.copyOf(scalers);
    }
}
