package io.lagcast.costmodel;

import io.lagcast.costmodel.capacity.ThroughputEstimate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link WorkloadKnowledge} has learned, as a value that survives a restart. The arrivals' forecaster is not part of it: it is stored by
 * itself ({@link io.lagcast.forecasting.Forecaster#save}), or learns again from the stored production rates.
 *
 * @param throughput observations and bound of one replica's throughput
 * @param startUpSeconds start-ups seen, oldest first
 * @param pauseSeconds rebalance pauses seen, oldest first
 * @param protocol how the group was last seen to rebalance
 * @param forecast the forecast's own record
 * @param arrivalsUntil end of the newest production rate that was learned
 */
public record LearnedState(
        ThroughputEstimate.State throughput,
        List<Double> startUpSeconds,
        List<Double> pauseSeconds,
        Optional<RebalanceProtocol> protocol,
        TrackRecord forecast,
        Optional<Instant> arrivalsUntil) {

    public static final LearnedState NOTHING = new LearnedState(
            ThroughputEstimate.State.NOTHING,
            List.of(),
            List.of(),
            Optional.empty(),
            TrackRecord.NONE,
            Optional.empty());

    public LearnedState {
        startUpSeconds = List.copyOf(startUpSeconds);
        pauseSeconds = List.copyOf(pauseSeconds);
    }
}
