package io.lagcast.simulator.world;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The truth about a simulated consumer group. Times are whole seconds.
 *
 * @param partitions number of partitions, at least 1
 * @param throughput what one replica processes at most, positive
 * @param startUp from asking for a replica to its joining
 * @param startUpJitter a replica takes up to this much longer to start, uniformly
 * @param pause how long a rebalance stops the partitions it stops
 * @param protocol which partitions a rebalance stops: all (eager) or those that move (any other)
 * @param sessionTimeout static members: the partitions of a replica that leaves stay with it, unserved, for so long or until another one joins; zero =
 *     dynamic members, whose partitions are given to others at once
 * @param commitInterval work since the last commit is done again after a rebalance; positive
 * @param staggeredCommits whether partitions commit at different seconds of the interval, instead of all at its whole multiples
 * @param skew Zipf exponent of the partitions' shares of the arrivals, in random order; 0 = even
 * @param seed source of the partitions' order and of the start-up jitter
 */
public record GroupSettings(
        int partitions,
        RecordsPerSecond throughput,
        Duration startUp,
        Duration startUpJitter,
        Duration pause,
        RebalanceProtocol protocol,
        Duration sessionTimeout,
        Duration commitInterval,
        boolean staggeredCommits,
        double skew,
        long seed) {

    /** Kafka's default {@code auto.commit.interval.ms}. */
    public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

    /** The standard scenario: 40 partitions, 1,000 records/s a replica, start-up 30 s, eager pause 10 s. */
    public static final GroupSettings STANDARD = new GroupSettings(
            40,
            new RecordsPerSecond(1000),
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofSeconds(10),
            RebalanceProtocol.EAGER,
            Duration.ZERO,
            COMMIT_INTERVAL,
            false,
            0,
            1);

    public GroupSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("A group needs at least 1 partition but has " + partitions);
        }
        if (throughput.value() <= 0) {
            throw new IllegalArgumentException("throughput must be positive but was " + throughput.value());
        }
        requireSeconds("startUp", startUp, 0);
        requireSeconds("startUpJitter", startUpJitter, 0);
        requireSeconds("pause", pause, 0);
        requireSeconds("sessionTimeout", sessionTimeout, 0);
        requireSeconds("commitInterval", commitInterval, 1);
        if (!(skew >= 0 && skew < 10)) {
            throw new IllegalArgumentException("skew must be at least 0 and less than 10 but was " + skew);
        }
    }

    static void requireSeconds(String name, Duration duration, long atLeast) {
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))
                || duration.toSeconds() < atLeast
                || duration.toSeconds() > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    name + " must be whole seconds and at least " + atLeast + " but was " + duration);
        }
    }

    /** The same group with another protocol and pause. */
    public GroupSettings withRebalance(RebalanceProtocol other, Duration otherPause) {
        return new GroupSettings(
                partitions,
                throughput,
                startUp,
                startUpJitter,
                otherPause,
                other,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                skew,
                seed);
    }

    /** The same group with another number of partitions. */
    public GroupSettings withPartitions(int other) {
        return new GroupSettings(
                other,
                throughput,
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                skew,
                seed);
    }

    /** The same group with other replicas. */
    public GroupSettings withThroughput(RecordsPerSecond other) {
        return new GroupSettings(
                partitions,
                other,
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                skew,
                seed);
    }

    /** The same group with other chances. */
    public GroupSettings withSeed(long other) {
        return new GroupSettings(
                partitions,
                throughput,
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                skew,
                other);
    }

    /** The same group with another start-up, jitter included. */
    public GroupSettings withStartUp(Duration other, Duration jitter) {
        return new GroupSettings(
                partitions,
                throughput,
                other,
                jitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                skew,
                seed);
    }

    /** The same group with static members. */
    public GroupSettings withSessionTimeout(Duration other) {
        return new GroupSettings(
                partitions,
                throughput,
                startUp,
                startUpJitter,
                pause,
                protocol,
                other,
                commitInterval,
                staggeredCommits,
                skew,
                seed);
    }

    /** The same group with partitions of unequal shares. */
    public GroupSettings withSkew(double other) {
        return new GroupSettings(
                partitions,
                throughput,
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                staggeredCommits,
                other,
                seed);
    }

    /** The same group with partitions that commit at different times. */
    public GroupSettings withStaggeredCommits() {
        return new GroupSettings(
                partitions,
                throughput,
                startUp,
                startUpJitter,
                pause,
                protocol,
                sessionTimeout,
                commitInterval,
                true,
                skew,
                seed);
    }

    /** Each partition's share of the arrivals: proportional to {@code 1 / rank^skew}, ranks in random order; they sum to 1. */
    public double[] shares() {
        double[] shares = new double[partitions];
        double sum = 0;
        for (int p = 0; p < partitions; p++) {
            shares[p] = 1 / Math.pow(p + 1, skew);
            sum += shares[p];
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int p = partitions - 1; p > 0 && skew > 0; p--) {
            int other = random.nextInt(p + 1);
            double swapped = shares[p];
            shares[p] = shares[other];
            shares[other] = swapped;
        }
        for (int p = 0; p < partitions; p++) {
            shares[p] /= sum;
        }
        return shares;
    }

    int startUpSeconds() {
        return Math.toIntExact(startUp.toSeconds());
    }

    int pauseSeconds() {
        return Math.toIntExact(pause.toSeconds());
    }

    int sessionTimeoutSeconds() {
        return Math.toIntExact(sessionTimeout.toSeconds());
    }

    int commitSeconds() {
        return Math.toIntExact(commitInterval.toSeconds());
    }
}
