package io.lagcast.demo.trace;

import io.lagcast.simulator.trace.Trace;
import java.time.Duration;
import java.util.Arrays;

/**
 * A trace played faster than it happened and scaled to what a cluster can take: the part before the start is history, the part
 * after it is played and, when it is over, played again from the start.
 */
public final class Playback {

    /** The step that is as busy as this share of steps is the one that is scaled to the wanted peak. */
    private static final double PEAK_QUANTILE = 0.999;

    private final double[] recordsPerSecond;
    private final int start;
    private final Duration step;

    /**
     * @param trace what happened
     * @param start first step that is played, at least 1 and less than the trace is long
     * @param speed trace seconds per second, positive
     * @param peakRecordsPerSecond rate that the trace's 99.9th percentile is scaled to
     */
    public Playback(Trace trace, int start, double speed, double peakRecordsPerSecond) {
        if (start < 1 || start >= trace.length()) {
            throw new IllegalArgumentException(
                    "start must be between 1 and " + (trace.length() - 1) + " but was " + start);
        }
        double peak = trace.quantile(PEAK_QUANTILE);
        double scale = peak > 0 ? peakRecordsPerSecond / peak : 0;
        this.recordsPerSecond =
                Arrays.stream(trace.values()).map(value -> value * scale).toArray();
        this.start = start;
        this.step = Duration.ofNanos(Math.max(1, Math.round(trace.step().toNanos() / speed)));
    }

    /** How long one step of the trace takes when it is played. */
    public Duration step() {
        return step;
    }

    /** How long the played part takes once. */
    public Duration length() {
        return step.multipliedBy(recordsPerSecond.length - start);
    }

    /**
     * Mean rates in records per second before the start, over {@code steps} steps each; the last mean ends where playing begins, and
     * what does not fill a mean at the other end is left out.
     */
    public double[] history(int steps) {
        double[] means = new double[start / steps];
        int first = start % steps;
        for (int i = 0; i < means.length; i++) {
            int from = first + i * steps;
            means[i] = Arrays.stream(recordsPerSecond, from, from + steps)
                    .average()
                    .orElseThrow();
        }
        return means;
    }

    /** Rate in records per second at a time after the start, on a straight line between the middles of two steps. */
    public double rate(Duration elapsed) {
        double position = (double) elapsed.toNanos() / step.toNanos() - 0.5;
        int before = (int) Math.floor(position);
        double share = position - before;
        return (1 - share) * played(before) + share * played(before + 1);
    }

    private double played(int steps) {
        if (steps < 0) {
            return recordsPerSecond[start + steps];
        }
        return recordsPerSecond[start + steps % (recordsPerSecond.length - start)];
    }
}
