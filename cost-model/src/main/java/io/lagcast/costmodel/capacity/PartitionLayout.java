package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The partitions of a group and how they divide over consumers, which decides what a number of replicas can carry.
 *
 * <p>A partition has one consumer at a time and counts are balanced, so the busiest of {@code n} replicas with {@code t} threads each has
 * {@code ceil(P / (n t))} partitions in one thread, and the group keeps up if and only if that thread does:
 * {@code capacity(n) = throughput / t * P / ceil(P / (n t))}. With uneven partition rates the busiest thread's share of the arrivals takes the place
 * of {@code ceil(P / (n t)) / P}. All partitions of all topics are dealt together, as the sticky and uniform assignors do; the range assignor deals
 * every topic anew and can be less even.
 */
public final class PartitionLayout {

    /** How often partitions of uneven rates are dealt to see the busiest thread's share; the mean counts. */
    private static final int DEALS = 8;

    /** Rates within this factor of the mean are called even: less than that is noise of the measurement. */
    private static final double EVEN_WITHIN = 1.25;

    private final int partitions;
    private final int threadsPerReplica;
    private final double[][] deals;

    private PartitionLayout(int partitions, int threadsPerReplica, double[][] deals) {
        if (partitions < 1 || threadsPerReplica < 1) {
            throw new IllegalArgumentException("At least one partition and one thread are needed but got " + partitions
                    + " and " + threadsPerReplica);
        }
        this.partitions = partitions;
        this.threadsPerReplica = threadsPerReplica;
        this.deals = deals;
    }

    /** Partitions that all receive the same. */
    public static PartitionLayout even(int partitions, int threadsPerReplica) {
        return new PartitionLayout(partitions, threadsPerReplica, new double[0][]);
    }

    /** Partitions with the given arrival rates; even if the rates are nearly so or all zero. */
    public static PartitionLayout skewed(double[] arrivalPerSecond, int threadsPerReplica) {
        return skewed(arrivalPerSecond, Arrays.stream(arrivalPerSecond).sum(), threadsPerReplica);
    }

    /**
     * Partitions with the given arrival rates, of a group at which {@code allPerSecond} arrive in all: where that is more than the sum of the rates, the
     * rest arrives where no count helps, and capacity is still told in arrivals of the whole group.
     */
    public static PartitionLayout skewed(double[] arrivalPerSecond, double allPerSecond, int threadsPerReplica) {
        double sum = Math.max(allPerSecond, Arrays.stream(arrivalPerSecond).sum());
        double most = Arrays.stream(arrivalPerSecond).max().orElse(0);
        if (most <= 0 || most <= EVEN_WITHIN * sum / arrivalPerSecond.length) {
            return even(arrivalPerSecond.length, threadsPerReplica);
        }
        double[] shares =
                Arrays.stream(arrivalPerSecond).map(rate -> rate / sum).toArray();
        double[][] deals = new double[DEALS][];
        for (int deal = 0; deal < DEALS; deal++) {
            deals[deal] = shuffled(shares, deal);
        }
        return new PartitionLayout(shares.length, threadsPerReplica, deals);
    }

    /** The same deals for the same partitions at every decision: the generator is seeded by the deal's number alone. */
    private static double[] shuffled(double[] shares, int deal) {
        double[] order = shares.clone();
        SplittableRandom random = new SplittableRandom(deal);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    public int partitions() {
        return partitions;
    }

    /** The count beyond which more replicas have nothing to do. */
    public Replicas ceiling() {
        return new Replicas(ceilDivide(partitions, threadsPerReplica));
    }

    /**
     * The useful counts between the bounds, ascending: for every number of partitions the busiest thread can have, the smallest count that gets
     * there. Any other count costs more and carries the same. Never empty: bounds beyond the ceiling leave the lower bound.
     */
    public int[] usefulCounts(int minReplicas, int maxReplicas) {
        int[] counts = new int[maxReplicas - minReplicas + 1];
        int size = 0;
        int last = Integer.MAX_VALUE;
        int highest = Math.max(minReplicas, Math.min(maxReplicas, ceiling().count()));
        for (int n = minReplicas; n <= highest; n++) {
            int busiest = n == 0 ? Integer.MAX_VALUE - 1 : ceilDivide(partitions, n * threadsPerReplica);
            if (busiest < last) {
                counts[size++] = n;
                last = busiest;
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
        int consumers = (int) Math.min((long) replicas * threadsPerReplica, partitions);
        double even = (double) ceilDivide(partitions, consumers) / partitions;
        if (deals.length == 0) {
            return even;
        }
        double sum = 0;
        for (double[] order : deals) {
            sum += busiestOf(order, consumers);
        }
        return sum / deals.length;
    }

    private static double busiestOf(double[] order, int consumers) {
        double busiest = 0;
        for (int consumer = 0; consumer < consumers; consumer++) {
            double share = 0;
            for (int i = consumer; i < order.length; i += consumers) {
                share += order[i];
            }
            busiest = Math.max(busiest, share);
        }
        return busiest;
    }

    private static int ceilDivide(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
