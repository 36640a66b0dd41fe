package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Throughput of one replica, learned from outside. Mutable, one owner.
 *
 * <p>A window in which the group was backlogged throughout shows its throughput: an <em>observation</em>. Any other window shows only that a replica
 * can do at least what it did: a <em>bound</em>. Observations fade with a half-life and the policy's prior counts as half an observation that does not
 * fade, so one real one outvotes it and a deployment that changes the speed is forgotten within a day.
 *
 * <p>Without fresh observations and without a prior, or above a prior that was exceeded, the bound is believed {@value #PROBE} times over, and up to {@value #MOST_PROBE} times the longer it
 * stands: a group that keeps up is then given fewer replicas, far enough to reach the next useful count, and the move shows the real value, because
 * the backlog of its pause is caught up at full throughput. With no bound either the throughput is {@linkplain Throughput#UNKNOWN unknown}.
 */
public final class ThroughputEstimate {

    /** Observations kept; a few minutes of backlog are enough to fill it. */
    private static final int CAPACITY = 64;

    /** Long enough to remember yesterday's peak, short enough to forget last week's release. */
    private static final Duration HALF_LIFE = Duration.ofHours(12);

    /** Less than one observation: the first real one outvotes what was only believed. */
    private static final double PRIOR_WEIGHT = 0.5;

    /** A bound this far above the prior is more than measurement noise: the prior is wrong. */
    private static final double PRIOR_EXCEEDED = 1.05;

    private static final double LOW_LEVEL = 0.2;

    static final double PROBE = 1.2;

    /** The next smaller useful count is at most half: more than twice the bound is needed to try it. */
    static final double MOST_PROBE = 2.5;

    /** Time in which the believed multiple of a bound doubles. */
    private static final Duration PROBE_DOUBLES = Duration.ofMinutes(30);

    /** Below this weight of observations the bound is probed again. */
    private static final double FRESH_WEIGHT = 0.25;

    private final double[] values = new double[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private int next;
    private int size;
    private double bound;
    private long boundTime;

    /** A window in which every replica had more than it could do. */
    public void observe(Instant time, RecordsPerSecond perReplica) {
        if (perReplica.value() <= 0) {
            return;
        }
        values[next] = perReplica.value();
        times[next] = time.toEpochMilli();
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
    }

    /** A window in which a replica did this much without having to do more. */
    public void atLeast(Instant time, RecordsPerSecond perReplica) {
        if (perReplica.value() >= boundAt(time.toEpochMilli())) {
            bound = perReplica.value();
            boundTime = time.toEpochMilli();
        }
    }

    /** What to believe at {@code now}. */
    public Throughput at(Instant now, Optional<RecordsPerSecond> prior) {
        long nowMillis = now.toEpochMilli();
        double atLeast = boundAt(nowMillis);
        double[] sorted = new double[size + 1];
        double[] weights = new double[size + 1];
        int count = evidence(nowMillis, prior, sorted, weights);
        double observed = weightOfObservations(nowMillis);
        double believed = prior.map(RecordsPerSecond::value).orElse(0.0);
        boolean probes = observed < FRESH_WEIGHT && atLeast > PRIOR_EXCEEDED * believed;
        double floor = probes ? atLeast * optimism(nowMillis) : atLeast;
        if (count == 0) {
            return new Throughput(new RecordsPerSecond(floor), new RecordsPerSecond(floor), 0);
        }
        double low = Math.max(quantile(sorted, weights, count, LOW_LEVEL), floor);
        double median = Math.max(quantile(sorted, weights, count, 0.5), floor);
        return new Throughput(new RecordsPerSecond(low), new RecordsPerSecond(median), size);
    }

    public State snapshot() {
        int oldest = (next - size + CAPACITY) % CAPACITY;
        List<Observation> observations = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int at = (oldest + i) % CAPACITY;
            observations.add(new Observation(Instant.ofEpochMilli(times[at]), new RecordsPerSecond(values[at])));
        }
        return new State(observations, new Observation(Instant.ofEpochMilli(boundTime), new RecordsPerSecond(bound)));
    }

    public void restore(State state) {
        next = 0;
        size = 0;
        state.observations().forEach(seen -> observe(seen.time(), seen.perReplica()));
        bound = state.bound().perReplica().value();
        boundTime = state.bound().time().toEpochMilli();
    }

    private double boundAt(long nowMillis) {
        return bound * fading(nowMillis - boundTime);
    }

    private double optimism(long nowMillis) {
        double doublings = Math.max(0, nowMillis - boundTime) / (double) PROBE_DOUBLES.toMillis();
        return Math.min(MOST_PROBE, PROBE * Math.pow(2, doublings));
    }

    private double weightOfObservations(long nowMillis) {
        double weight = 0;
        for (int i = 0; i < size; i++) {
            weight += fading(nowMillis - times[i]);
        }
        return weight;
    }

    /** Fills the arrays with values in ascending order and their weights; answers how many there are. */
    private int evidence(long nowMillis, Optional<RecordsPerSecond> prior, double[] sorted, double[] weights) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count = insert(sorted, weights, count, values[i], fading(nowMillis - times[i]));
        }
        return prior.isPresent() ? insert(sorted, weights, count, prior.get().value(), PRIOR_WEIGHT) : count;
    }

    private static int insert(double[] sorted, double[] weights, int count, double value, double weight) {
        int at = count;
        while (at > 0 && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            weights[at] = weights[at - 1];
            at--;
        }
        sorted[at] = value;
        weights[at] = weight;
        return count + 1;
    }

    private static double quantile(double[] sorted, double[] weights, int count, double level) {
        double target = level * Arrays.stream(weights, 0, count).sum();
        double reached = 0;
        for (int i = 0; i < count; i++) {
            reached += weights[i];
            if (reached >= target) {
                return sorted[i];
            }
        }
        return sorted[count - 1];
    }

    private static double fading(long ageMillis) {
        return Math.pow(0.5, Math.max(0, ageMillis) / (double) HALF_LIFE.toMillis());
    }

    /**
     * A throughput of one replica that was seen.
     *
     * @param time when
     * @param perReplica how much
     */
    public record Observation(Instant time, RecordsPerSecond perReplica) {}

    /**
     * What was learned, as a value.
     *
     * @param observations throughputs of backlogged windows, oldest first
     * @param bound the highest throughput seen without a backlog
     */
    public record State(List<Observation> observations, Observation bound) {

        public static final State NOTHING = new State(List.of(), new Observation(Instant.EPOCH, RecordsPerSecond.NONE));

        public State {
            observations = List.copyOf(observations);
        }
    }
}
