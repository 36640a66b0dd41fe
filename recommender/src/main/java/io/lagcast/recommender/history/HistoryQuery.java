package io.lagcast.recommender.history;

import io.lagcast.costmodel.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One question about a workload's past, answered step by step. What the window in memory reaches back to comes from there and needs no database; what is
 * older comes from rollups.
 */
final class HistoryQuery {

    /** What a chart or a notebook can still use; protects the service from a mistyped step. */
    private static final int MAX_POINTS = 11_000;

    private static final Duration LONGEST_SPREAD = Duration.ofHours(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Resolution resolution;
    private final long stepSeconds;
    private final Instant from;
    private final Instant to;
    private final Bucket[] buckets;

    /** {@code now} decides which resolutions are still kept for {@code from}. */
    HistoryQuery(Instant from, Instant to, Duration step, Instant now, HistorySettings settings) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive but was " + step);
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from (" + from + ") must lie before to (" + to + ")");
        }
        this.resolution = Resolution.within(step).keptFor(Duration.between(from, now), settings);
        this.stepSeconds = resolution.seconds() * Math.max(1, Math.ceilDiv(step.toSeconds(), resolution.seconds()));
        this.from = Resolution.floor(from, stepSeconds);
        this.to = to;
        long steps = Math.ceilDiv(
                Duration.between(this.from, to).toNanos(), Math.multiplyExact(stepSeconds, 1_000_000_000L));
        if (steps > MAX_POINTS) {
            throw new IllegalArgumentException("From " + from + " to " + to + " in steps of " + step + " are " + steps
                    + " points, more than " + MAX_POINTS + "\nMaybe ask for a longer step.");
        }
        this.buckets = new Bucket[Math.toIntExact(steps)];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new Bucket();
        }
    }

    List<HistoryPoint> answer(String workload, List<Measurement> window, StoredRollups stored) {
        Instant inMemoryFrom = inMemoryFrom(window);
        if (from.isBefore(inMemoryFrom)) {
            Instant storedTo = inMemoryFrom.isBefore(to) ? inMemoryFrom : to;
            stored.between(workload, resolution, from, storedTo)
                    .forEach(rollup -> buckets[index(rollup.start())].add(rollup));
        }
        window.forEach(measurement -> add(measurement, inMemoryFrom.isAfter(from) ? inMemoryFrom : from));
        List<HistoryPoint> points = new ArrayList<>(buckets.length);
        for (int i = 0; i < buckets.length; i++) {
            points.add(buckets[i].point(start(i)));
        }
        return points;
    }

    /**
     * Where the window begins to know as much as what is stored: its oldest measurements may lack the samples before them, to which they would have to
     * be compared.
     */
    private Instant inMemoryFrom(List<Measurement> window) {
        return window.stream()
                .filter(measurement -> measurement.produced().isPresent())
                .findFirst()
                .map(measurement -> resolution.floor(measurement.time()).plus(resolution.length()))
                .orElse(Instant.MAX);
    }

    /** Adds what a measurement says about time from {@code since} on: its state at its instant, its rates over its interval. */
    private void add(Measurement measurement, Instant since) {
        Instant time = measurement.time();
        Duration interval = measurement
                .interval()
                .filter(length -> length.compareTo(LONGEST_SPREAD) <= 0)
                .orElse(Duration.ZERO);
        Instant begin = later(time.minus(interval), since);
        Instant end = time.isBefore(to) ? time : to;
        while (begin.isBefore(end)) {
            int index = index(begin);
            Instant stop = end.isBefore(start(index + 1)) ? end : start(index + 1);
            buckets[index].addRates(measurement, Duration.between(begin, stop).toNanos() / NANOS_PER_SECOND);
            begin = stop;
        }
        if (!time.isBefore(since) && time.isBefore(to)) {
            buckets[index(time)].addState(measurement);
        }
    }

    private int index(Instant time) {
        return Math.toIntExact(Duration.between(from, time).toSeconds() / stepSeconds);
    }

    private Instant start(int index) {
        return from.plusSeconds(index * stepSeconds);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
