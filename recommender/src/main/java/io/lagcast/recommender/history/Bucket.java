package io.lagcast.recommender.history;

import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.ReplicaCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One step of a history while it is put together from rollups and measurements. Mutable; 0 seconds covered = nothing known. */
final class Bucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private double produced;
    private double productionCoveredSeconds;
    private double consumed;
    private double consumptionCoveredSeconds;
    private double lagRecords = Double.NaN;
    private double lagSeconds = Double.NaN;
    private OptionalInt desired = OptionalInt.empty();
    private OptionalInt ready = OptionalInt.empty();
    private boolean gap;

    /** Adds a share of what a measurement knows about rates: {@code seconds} of its interval. */
    void addRates(Measurement measurement, double seconds) {
        if (measurement.produced().isPresent()) {
            produced += measurement.produced().getAsDouble() * seconds;
            productionCoveredSeconds += seconds;
        }
        if (measurement.consumed().isPresent()) {
            consumed += measurement.consumed().getAsDouble() * seconds;
            consumptionCoveredSeconds += seconds;
        }
    }

    /** Adds what a measurement knows about its instant. To be called in order of time. */
    void addState(Measurement measurement) {
        measurement.lag().ifPresent(value -> lagRecords = larger(lagRecords, value));
        measurement.lagTime().ifPresent(value -> lagSeconds = larger(lagSeconds, value.toNanos() / NANOS_PER_SECOND));
        measurement.replicas().map(ReplicaCounts::desired).ifPresent(value -> desired = OptionalInt.of(value));
        OptionalInt serving = measurement.replicas().map(ReplicaCounts::ready).orElse(OptionalInt.empty());
        ready = serving.isPresent() ? serving : ready;
        gap |= measurement.gap();
    }

    /** Adds a stored rollup. To be called in order of time. */
    void add(Rollup rollup) {
        produced += rollup.production().orElse(0) * rollup.productionCoveredSeconds();
        productionCoveredSeconds += rollup.productionCoveredSeconds();
        consumed += rollup.consumption().orElse(0) * rollup.consumptionCoveredSeconds();
        consumptionCoveredSeconds += rollup.consumptionCoveredSeconds();
        rollup.lagRecordsMax().ifPresent(value -> lagRecords = larger(lagRecords, value));
        rollup.lagSecondsMax().ifPresent(value -> lagSeconds = larger(lagSeconds, value));
        desired = rollup.desired().isPresent() ? rollup.desired() : desired;
        ready = rollup.ready().isPresent() ? rollup.ready() : ready;
        gap |= rollup.gap();
    }

    HistoryPoint point(Instant time) {
        return new HistoryPoint(
                time,
                mean(produced, productionCoveredSeconds),
                mean(consumed, consumptionCoveredSeconds),
                Double.isNaN(lagRecords) ? OptionalDouble.empty() : OptionalDouble.of(lagRecords),
                Double.isNaN(lagSeconds)
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(Math.round(lagSeconds * NANOS_PER_SECOND))),
                ready.isPresent() ? ready : desired,
                desired,
                gap || productionCoveredSeconds == 0);
    }

    private static OptionalDouble mean(double sum, double seconds) {
        return seconds > 0 ? OptionalDouble.of(sum / seconds) : OptionalDouble.empty();
    }

    private static double larger(double known, double value) {
        return Double.isNaN(known) ? value : Math.max(known, value);
    }
}
