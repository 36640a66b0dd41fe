package io.lagcast.costmodel;

import io.lagcast.costmodel.PartitionAdvice.Assignment;
import io.lagcast.costmodel.PartitionAdvice.Growth;
import io.lagcast.costmodel.PartitionAdvice.Trend;
import io.lagcast.costmodel.capacity.DailyPeak;
import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.capacity.PeakTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Says what the partitions of a group allow and until when that is enough. Without state. */
public final class PartitionAdvisor {

    /** A straight line is not believed further than this. */
    private static final Duration HORIZON = Duration.ofDays(730);

    private static final Duration YEAR = Duration.ofDays(365);

    /** Advice for a group whose window is {@code history}; empty before its partitions were read. */
    public Optional<PartitionAdvice> advise(
            WorkloadHistory history, WorkloadPolicy policy, Beliefs beliefs, List<DailyPeak> peaks) {
        return GroupLayout.of(history, policy, List.of()).map(layout -> {
            double throughput = beliefs.throughputMedian().value();
            Optional<PeakTrend> trend = PeakTrend.of(peaks);
            double most = capacity(layout, layout.ceiling().count(), throughput);
            return new PartitionAdvice(
                    layout.partitions(),
                    GroupLayout.assignor(history, policy),
                    layout.ceiling(),
                    new RecordsPerSecond(most),
                    growth(layout, most, trend, peaks),
                    assignment(history, policy, layout, throughput, trend));
        });
    }

    /**
     * What a group whose window is {@code history} carries with as many replicas as its policy and its partitions allow; empty while throughput or
     * partitions are unknown.
     */
    public static Optional<RecordsPerSecond> ceiling(WorkloadHistory history, WorkloadPolicy policy, Beliefs beliefs) {
        double throughput = beliefs.throughputMedian().value();
        return throughput <= 0
                ? Optional.empty()
                : GroupLayout.of(history, policy, List.of())
                        .map(layout -> new RecordsPerSecond(capacity(
                                layout, Math.min(layout.ceiling().count(), policy.maxReplicas()), throughput)));
    }

    private static double capacity(PartitionLayout layout, int mostReplicas, double throughput) {
        return throughput <= 0
                ? 0
                : IntStream.rangeClosed(1, mostReplicas)
                        .mapToDouble(n -> layout.capacityPerSecond(n, throughput))
                        .max()
                        .orElse(0);
    }

    private static Growth growth(
            PartitionLayout layout, double mostPerSecond, Optional<PeakTrend> known, List<DailyPeak> peaks) {
        if (mostPerSecond <= 0) {
            return new Growth.NotEnoughEvidence(
                    peaks.size(), PeakTrend.FEWEST_DAYS, "The throughput of a replica is unknown.");
        }
        if (known.isEmpty()) {
            return new Growth.NotEnoughEvidence(
                    peaks.size(),
                    PeakTrend.FEWEST_DAYS,
                    "Peaks of " + PeakTrend.FEWEST_DAYS + " days are needed, of every weekday at least three; "
                            + peaks.size() + " are known.");
        }
        PeakTrend trend = known.get();
        Trend line = new Trend(trend.days(), trend.level(), trend.slopePerDay(), trend.slopeLow(), trend.slopeHigh());
        Optional<Instant> earliest = trend.reaches(mostPerSecond, trend.slopeHigh(), HORIZON);
        if (earliest.isEmpty()) {
            return new Growth.FarAway(line);
        }
        double inAYear = trend.after(YEAR, Math.max(0, trend.slopeHigh()));
        int enough = (int) Math.ceil(Math.max(1, inAYear / mostPerSecond) * layout.partitions() - 1e-9);
        return new Growth.ReachesCeiling(
                line,
                earliest.get(),
                trend.reaches(mostPerSecond, trend.slopePerDay(), HORIZON),
                trend.reaches(mostPerSecond, trend.slopeLow(), HORIZON),
                enough);
    }

    private static Optional<Assignment> assignment(
            WorkloadHistory history,
            WorkloadPolicy policy,
            PartitionLayout layout,
            double throughput,
            Optional<PeakTrend> trend) {
        double[] present = history.partitions().partitions().stream()
                .mapToDouble(PartitionRate::arrivalPerSecond)
                .toArray();
        double now = history.partitions().arrivals().value();
        if (throughput <= 0 || now <= 0) {
            return Optional.empty();
        }
        double rate =
                trend.map(line -> line.level().value()).filter(peak -> peak > 0).orElse(now);
        double[] rates = Arrays.stream(present).map(each -> each * rate / now).toArray();
        OptionalInt needed = IntStream.rangeClosed(1, layout.ceiling().count())
                .filter(n -> layout.capacityPerSecond(n, throughput) >= rate)
                .findFirst();
        return Optional.of(new Assignment(
                new RecordsPerSecond(rate),
                needed,
                PartitionLayout.replicasIfDealtByRate(rates, throughput, policy.threadsPerReplica())));
    }
}
