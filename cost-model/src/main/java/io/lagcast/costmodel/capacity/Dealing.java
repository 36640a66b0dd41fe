package io.lagcast.costmodel.capacity;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How an assignor deals what a group consumes to {@code consumers} of equal subscriptions. A <em>piece</em> is what cannot be divided: a partition, or
 * a Kafka Streams task. The rules are those of Kafka 4; racks are not looked at.
 */
sealed interface Dealing {

    /** Most pieces any of {@code consumers} has; {@code consumers} at least 1. */
    int mostPieces(int consumers);

    /** How many pieces there are. */
    int pieces();

    /** The share of all arrivals that the busiest of {@code consumers} has to process; between 0 and 1. */
    double busiestShare(int consumers);

    /** The same at its worst where which consumer has which piece is up to history; itself where pieces can be dealt in one way only. */
    default Dealing atWorst() {
        return this;
    }

    /** Consumers beyond which more have nothing to do. */
    int ceiling();

    private static int ceilDivide(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** All pieces in one heap, counts within one of each other; which consumer has which piece does not matter, as all receive the same. */
    record Evenly(int pieces) implements Dealing {

        @Override
        public int mostPieces(int consumers) {
            return ceilDivide(pieces, consumers);
        }

        @Override
        public double busiestShare(int consumers) {
            return (double) mostPieces(consumers) / pieces;
        }

        @Override
        public int ceiling() {
            return pieces;
        }
    }

    /**
     * A rule, and what it was seen to come to.
     *
     * @param rule the rule
     * @param busiestShares the least that the busiest of so many consumers had to process when it was seen, by number of consumers
     */
    record Seen(Dealing rule, Map<Integer, Double> busiestShares) implements Dealing {

        @Override
        public int mostPieces(int consumers) {
            return rule.mostPieces(consumers);
        }

        @Override
        public int pieces() {
            return rule.pieces();
        }

        @Override
        public double busiestShare(int consumers) {
            return Math.max(rule.busiestShare(consumers), busiestShares.getOrDefault(consumers, 0.0));
        }

        @Override
        public int ceiling() {
            return rule.ceiling();
        }
    }

    /** All pieces in one heap, dealt one by one in a given order: {@code i} goes to consumer {@code i mod consumers}. The mean over several orders, or the worst of them. */
    final class OneByOne implements Dealing {

        /** How often pieces of uneven rates are dealt to see the busiest consumer's share where their order is up to history. */
        private static final int DEALS = 8;

        private final double[][] orders;

        /** What of the busiest consumer's shares in all orders is taken for the one. */
        private final Function<DoubleStream, OptionalDouble> ofAll;

        private OneByOne(double[][] orders, Function<DoubleStream, OptionalDouble> ofAll) {
            this.orders = orders;
            this.ofAll = ofAll;
        }

        /** In the order of {@code shares}, as the round-robin assignor does. */
        static OneByOne inOrder(double[] shares) {
            return new OneByOne(new double[][] {shares}, DoubleStream::average);
        }

        /** In several random orders: sticky and uniform assignors keep what history left them. The same ones at every decision. */
        static OneByOne shuffled(double[] shares) {
            double[][] orders = new double[DEALS][];
            Arrays.setAll(orders, deal -> shuffled(shares, new SplittableRandom(deal)));
            return new OneByOne(orders, DoubleStream::average);
        }

        private static double[] shuffled(double[] shares, SplittableRandom random) {
            double[] order = shares.clone();
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                double swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
            return order;
        }

        @Override
        public int mostPieces(int consumers) {
            return ceilDivide(orders[0].length, consumers);
        }

        @Override
        public int pieces() {
            return orders[0].length;
        }

        @Override
        public double busiestShare(int consumers) {
            return ofAll.apply(Arrays.stream(orders).mapToDouble(order -> busiestOf(order, consumers)))
                    .orElseThrow();
        }

        @Override
        public OneByOne atWorst() {
            return new OneByOne(orders, DoubleStream::max);
        }

        @Override
        public int ceiling() {
            return orders[0].length;
        }

        private static double busiestOf(double[] order, int consumers) {
            double busiest = 0;
            for (int consumer = 0; consumer < Math.min(consumers, order.length); consumer++) {
                double share = 0;
                for (int i = consumer; i < order.length; i += consumers) {
                    share += order[i];
                }
                busiest = Math.max(busiest, share);
            }
            return busiest;
        }
    }

    /**
     * Every topic by itself, in contiguous ranges: of a topic with {@code P} partitions the first {@code P mod consumers} consumers have
     * {@code ceil(P / consumers)}, the others one less, and the first ones are the same for every topic.
     */
    final class TopicByTopic implements Dealing {

        private final double[][] shares;

        /** By topic, the shares of all arrivals of its partitions in their order. */
        TopicByTopic(double[][] shares) {
            this.shares = shares;
        }

        @Override
        public int mostPieces(int consumers) {
            int most = 0;
            for (double[] topic : shares) {
                most += ceilDivide(topic.length, consumers);
            }
            return most;
        }

        @Override
        public int pieces() {
            return Arrays.stream(shares).mapToInt(topic -> topic.length).sum();
        }

        @Override
        public double busiestShare(int consumers) {
            double[] load = new double[Math.min(consumers, ceiling())];
            for (double[] topic : shares) {
                int each = topic.length / consumers;
                int more = topic.length % consumers;
                int next = 0;
                for (int consumer = 0; consumer < load.length && next < topic.length; consumer++) {
                    int until = next + each + (consumer < more ? 1 : 0);
                    while (next < until) {
                        load[consumer] += topic[next++];
                    }
                }
            }
            return Arrays.stream(load).max().orElse(1);
        }

        @Override
        public int ceiling() {
            return Arrays.stream(shares).mapToInt(topic -> topic.length).max().orElse(1);
        }
    }
}
