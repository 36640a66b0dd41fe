package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a group consumes and how it divides over consumers, which decides what a number of replicas can carry.
 *
 * <p>A partition has one consumer at a time, so the group keeps up if and only if its busiest consumer does: with {@code n} replicas of {@code t}
 * threads each,
 *
 * <pre>
 * capacity(n) = throughput / t / busiest(n t)
 * </pre>
 *
 * where {@code busiest} is the share of all arrivals that the busiest of so many consumers has. With even rates it is {@code ceil(P / (n t)) / P} for
 * {@code P} partitions, of whatever topics, that are dealt together (round-robin, sticky, cooperative-sticky, uniform); the sum of
 * {@code ceil(Pk / (n t))} over the topics, over {@code P}, where every topic is dealt by itself (range); and {@code ceil(T / (n t)) / T} for the
 * {@code T} tasks of Kafka Streams. With uneven rates the assignor deals the measured ones ({@code Dealing}); what sticky assignors keep from before
 * is not known, so they deal in several random orders. Not safe for use by several threads.
 */
public final class PartitionLayout {

    /** Rates within this factor of the mean are called even: less than that is noise of the measurement. */
    private static final double EVEN_WITHIN = 1.25;

    /** With uneven rates a count whose capacity is not this much above that of every smaller one adds nothing: the hottest partition decides. */
    private static final double ADDS_SOMETHING = 1.01;

    private final int partitions;
    private final int threadsPerReplica;
    private final Dealing dealing;
    private final boolean even;
    private final Map<Integer, Double> busiest = new HashMap<>();

    private PartitionLayout(int partitions, int threadsPerReplica, Dealing dealing, boolean even) {
        if (partitions < 1 || threadsPerReplica < 1) {
            throw new IllegalArgumentException("At least one partition and one thread are needed but got " + partitions
                    + " and " + threadsPerReplica);
        }
        this.partitions = partitions;
        this.threadsPerReplica = threadsPerReplica;
        this.dealing = dealing;
        this.even = even;
    }

    /** Partitions that all receive the same and are dealt together. */
    public static PartitionLayout even(int partitions, int threadsPerReplica) {
        return new PartitionLayout(partitions, threadsPerReplica, new Dealing.Evenly(partitions), true);
    }

    /** Partitions with the given arrival rates, dealt together by a sticky assignor; even if the rates are nearly so or all zero. */
    public static PartitionLayout skewed(double[] arrivalPerSecond, int threadsPerReplica) {
        return skewed(arrivalPerSecond, Arrays.stream(arrivalPerSecond).sum(), threadsPerReplica);
    }

    /**
     * Partitions with the given arrival rates, of a group at which {@code allPerSecond} arrive in all: where that is more than the sum of the rates, the
     * rest arrives where no count helps, and capacity is still told in arrivals of the whole group.
     */
    public static PartitionLayout skewed(double[] arrivalPerSecond, double allPerSecond, int threadsPerReplica) {
        double sum = Math.max(allPerSecond, Arrays.stream(arrivalPerSecond).sum());
        if (Pieces.areEven(arrivalPerSecond, sum, EVEN_WITHIN)) {
            return even(arrivalPerSecond.length, threadsPerReplica);
        }
        double[] shares =
                Arrays.stream(arrivalPerSecond).map(rate -> rate / sum).toArray();
        return new PartitionLayout(shares.length, threadsPerReplica, Dealing.OneByOne.shuffled(shares), false);
    }

    /**
     * Partitions of one or several topics as {@code assignor} deals them.
     *
     * @param assignor the rule
     * @param ids the partitions, ascending, at least one
     * @param arrivalPerSecond by partition, records per second
     * @param allPerSecond what arrives at the group in all, at least the sum of the rates counts
     * @param threadsPerReplica consumers per replica
     * @param subTopologies Kafka Streams: topics that are consumed together; a topic in none of them is one by itself
     */
    public static PartitionLayout dealt(
            Assignor assignor,
            List<PartitionId> ids,
            double[] arrivalPerSecond,
            double allPerSecond,
            int threadsPerReplica,
            List<Set<String>> subTopologies) {
        double sum = Math.max(allPerSecond, Arrays.stream(arrivalPerSecond).sum());
        boolean even = Pieces.areEven(arrivalPerSecond, sum, EVEN_WITHIN);
        List<Double> shares = Arrays.stream(arrivalPerSecond)
                .map(rate -> even ? 1.0 / arrivalPerSecond.length : rate / sum)
                .boxed()
                .toList();
        Pieces pieces = new Pieces(ids, shares);
        return switch (assignor) {
            case STICKY, COOPERATIVE_STICKY, UNIFORM -> skewed(arrivalPerSecond, allPerSecond, threadsPerReplica);
            case ROUND_ROBIN ->
                new PartitionLayout(ids.size(), threadsPerReplica, Dealing.OneByOne.inOrder(pieces.inOrder()), even);
            case RANGE ->
                new PartitionLayout(ids.size(), threadsPerReplica, new Dealing.TopicByTopic(pieces.byTopic()), even);
            case STREAMS -> tasks(pieces.tasks(subTopologies), ids.size(), threadsPerReplica);
        };
    }

    private static PartitionLayout tasks(double[] shares, int partitions, int threadsPerReplica) {
        boolean even = Pieces.areEven(shares, 1, EVEN_WITHIN);
        Dealing dealing = even ? new Dealing.Evenly(shares.length) : Dealing.OneByOne.shuffled(shares);
        return new PartitionLayout(partitions, threadsPerReplica, dealing, even);
    }

    public int partitions() {
        return partitions;
    }

    /**
     * The same with partitions of uneven rates dealt as badly as sticky assignors may happen to, instead of as they do on average. Every move deals anew; a
     * bad deal makes the group late, and a good one saves little.
     *
     * @param carriedPerSecond records a second that counts of replicas were seen to carry, by count: what is less than the rates and the rule say is believed
     * @param throughputPerReplica records a second one replica processes
     */
    public PartitionLayout dealtBadly(Map<Integer, Double> carriedPerSecond, double throughputPerReplica) {
        Map<Integer, Double> shares = new HashMap<>();
        carriedPerSecond.forEach((replicas, carried) -> {
            if (replicas > 0 && carried > 0) {
                shares.put(consumers(replicas), Math.min(1, throughputPerReplica / threadsPerReplica / carried));
            }
        });
        return even
                ? this
                : new PartitionLayout(
                        partitions, threadsPerReplica, new Dealing.Seen(dealing.atWorst(), shares), false);
    }

    /** Whether all partitions, or tasks of Kafka Streams, are taken to receive the same. */
    public boolean isEven() {
        return even;
    }

    /** The count beyond which more replicas have nothing to do. */
    public Replicas ceiling() {
        return new Replicas((dealing.ceiling() + threadsPerReplica - 1) / threadsPerReplica);
    }

    /**
     * The useful counts between the bounds, ascending: for every number of partitions the busiest consumer can have, the smallest count that gets
     * there; with uneven rates only where that carries more than every smaller count. Any other count costs more and carries the same. Never empty:
     * bounds beyond the ceiling leave the lower bound.
     */
    public int[] usefulCounts(int minReplicas, int maxReplicas) {
        int[] counts = new int[maxReplicas - minReplicas + 1];
        int size = 0;
        int last = Integer.MAX_VALUE;
        double least = Double.POSITIVE_INFINITY;
        int highest = Math.max(minReplicas, Math.min(maxReplicas, ceiling().count()));
        for (int n = minReplicas; n <= highest; n++) {
            int most = n == 0 ? Integer.MAX_VALUE - 1 : dealing.mostPieces(consumers(n));
            if (most >= last) {
                continue;
            }
            double share = n == 0 || even ? 0 : busiestShare(n);
            if (n == 0 || even || size == 0 || share * ADDS_SOMETHING < least) {
                counts[size++] = n;
                last = most;
                least = n == 0 ? least : share;
            }
        }
        return Arrays.copyOf(counts, size);
    }

    /** What {@code replicas} carry together before the busiest thread falls behind, if one replica processes {@code throughputPerReplica}. */
    public RecordsPerSecond capacity(Replicas replicas, RecordsPerSecond throughputPerReplica) {
        return new RecordsPerSecond(capacityPerSecond(replicas.count(), throughputPerReplica.value()));
    }

    /** {@link #capacity} for numeric loops. */
    public double capacityPerSecond(int replicas, double throughputPerReplica) {
        if (replicas == 0) {
            return 0;
        }
        return throughputPerReplica / threadsPerReplica / busiestShare(replicas);
    }

    /** The share of all arrivals that the busiest thread of {@code replicas} replicas has to process. */
    public double busiestShare(int replicas) {
        int consumers = consumers(replicas);
        return even
                ? (double) dealing.mostPieces(consumers) / dealing.pieces()
                : busiest.computeIfAbsent(consumers, dealing::busiestShare);
    }

    /** Most partitions, or tasks of Kafka Streams, that one thread of {@code replicas} replicas has. */
    public int mostPieces(int replicas) {
        return dealing.mostPieces(consumers(replicas));
    }

    /**
     * Replicas that would carry these rates if partitions were dealt by rate instead of by number; empty if one of them is more than a thread
     * processes.
     */
    public static OptionalInt replicasIfDealtByRate(
            double[] arrivalPerSecond, double throughputPerReplica, int threadsPerReplica) {
        OptionalInt consumers = RateAwarePacking.consumers(arrivalPerSecond, throughputPerReplica / threadsPerReplica);
        return consumers.isEmpty()
                ? consumers
                : OptionalInt.of((consumers.getAsInt() + threadsPerReplica - 1) / threadsPerReplica);
    }

    private int consumers(int replicas) {
        return (int) Math.min((long) replicas * threadsPerReplica, dealing.ceiling());
    }
}
