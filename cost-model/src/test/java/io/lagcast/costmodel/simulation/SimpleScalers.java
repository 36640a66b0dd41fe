package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.capacity.PartitionLayout;
import java.util.ArrayDeque;

/** The scalers to beat, to the formulas of their own sources: Kubernetes' replica calculator for the HPA, rate over capacity for the others. */
final class SimpleScalers {

    private SimpleScalers() {}

    /** As many replicas as partitions. */
    static Scaler over(int partitions) {
        return new Scaler() {
            @Override
            public String name() {
                return "over";
            }

            @Override
            public int decide(LagSample sample, double lag, double ratePerSecond, int desired) {
                return partitions;
            }
        };
    }

    /** The smallest useful count that is utilised no more than {@code utilisation} by the last minute's arrivals. */
    static Scaler rate(Setting setting, double utilisation) {
        PartitionLayout layout = PartitionLayout.even(setting.partitions(), 1);
        int[] counts = layout.usefulCounts(1, setting.partitions());
        return new Scaler() {
            @Override
            public String name() {
                return "rate:" + utilisation;
            }

            @Override
            public int decide(LagSample sample, double lag, double ratePerSecond, int desired) {
                for (int n : counts) {
                    if (layout.capacityPerSecond(n, setting.throughput()) * utilisation >= ratePerSecond) {
                        return n;
                    }
                }
                return setting.partitions();
            }
        };
    }

    /** Kubernetes' HPA on the external metric lag, AverageValue, tolerance 0.1, downscale stabilisation 300 s (d1). */
    static Scaler hpa(Setting setting, double target) {
        return new Hpa(setting.partitions(), target);
    }

    private static final class Hpa implements Scaler {

        private static final int STABILISATION_DECISIONS = 300 / 15;

        private final int maxReplicas;
        private final double target;
        private final ArrayDeque<Integer> recent = new ArrayDeque<>();

        Hpa(int maxReplicas, double target) {
            this.maxReplicas = maxReplicas;
            this.target = target;
        }

        @Override
        public String name() {
            return "hpa:" + (long) target;
        }

        @Override
        public int decide(LagSample sample, double lag, double ratePerSecond, int desired) {
            boolean tolerable = Math.abs(lag / (target * desired) - 1) <= 0.1;
            recent.addLast(tolerable ? desired : (int) Math.ceil(lag / target));
            if (recent.size() > STABILISATION_DECISIONS) {
                recent.removeFirst();
            }
            int stabilised = recent.stream().mapToInt(Integer::intValue).max().orElse(desired);
            return Math.max(1, Math.min(Math.min(stabilised, Math.max(2 * desired, 4)), maxReplicas));
        }
    }
}
