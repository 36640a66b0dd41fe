package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kubernetes' horizontal pod autoscaler on an external metric with a target of type AverageValue.
 *
 * <p>Every sync: {@code ratio = total / (target * current)}; the recommendation is {@code current} if {@code |ratio - 1| <= 0.1}, else
 * {@code ceil(total / target)}. What becomes of it depends on the resource's field {@code behavior}:
 *
 * <ul>
 *   <li>absent: the largest recommendation of the last 300 s, at most {@code max(2 current, 4)};
 *   <li>present with its defaults: at least the present recommendation, at most the largest of the last 300 s; upwards at most the larger of 4 pods and
 *       100 % more than 15 s ago.
 * </ul>
 *
 * <p>At the first sync the count that is there is taken for a recommendation of that moment.
 *
 * <p>Source: kubernetes/kubernetes {@code pkg/controller/podautoscaler/replica_calculator.go} (GetExternalPerPodMetricReplicas), {@code horizontal.go}
 * (recordInitialRecommendation, normalizeDesiredReplicas, normalizeDesiredReplicasWithBehaviors), {@code pkg/apis/autoscaling/v2/defaults.go}. Readiness does not matter to
 * external metrics. The sync's period of 15 s is the replay's interval.
 */
public final class HorizontalPodAutoscaler {

    /** {@code --horizontal-pod-autoscaler-tolerance}. */
    static final double TOLERANCE = 0.1;

    /** {@code --horizontal-pod-autoscaler-downscale-stabilization}, in seconds. */
    static final int STABILISATION_SECONDS = 300;

    /** {@code scaleUpLimitFactor} and {@code scaleUpLimitMinimum}, where {@code behavior} is absent. */
    static final int LIMIT_FACTOR = 2;

    static final int LIMIT_MINIMUM = 4;

    /** {@code behavior.scaleUp.policies}: 4 pods or 100 %, whichever is more, in 15 s. */
    static final int POLICY_PODS = 4;

    static final int POLICY_PERCENT = 100;
    static final int POLICY_PERIOD_SECONDS = 15;

    private record Change(int second, int replicas) {}

    private final int minReplicas;
    private final int maxReplicas;
    private final boolean behavior;
    private final Deque<Change> recommendations = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private boolean first = true;

    /**
     * An autoscaler that has not synced yet.
     *
     * @param behavior whether the field {@code behavior} is present, with its defaults
     */
    public HorizontalPodAutoscaler(int minReplicas, int maxReplicas, boolean behavior) {
        this.minReplicas = minReplicas;
        this.maxReplicas = maxReplicas;
        this.behavior = behavior;
    }

    /** The autoscaler on the total lag, as users of the Prometheus adapter configure it. */
    public static Scaler onLag(String name, double target, HorizontalPodAutoscaler autoscaler) {
        return new Scaler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int decide(Observation seen) {
                return autoscaler.sync(seen.second(), (double) seen.lagRecords(), target, seen.desired());
            }
        };
    }

    /** What the metric alone asks for. */
    static int recommendation(double total, double target, int current) {
        double ratio = total / (target * current);
        if (Math.abs(1 - ratio) <= TOLERANCE) {
            return current;
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(total / target));
    }

    /** The count after a sync; {@code current} counts pods that are still starting. */
    public int sync(int second, double total, double target, int current) {
        if (first) {
            recommendations.addLast(new Change(second, current));
            first = false;
        }
        if (current == 0 && minReplicas != 0) {
            return current;
        }
        int next = within(second, total, target, current);
        if (next != current) {
            changes.addLast(new Change(second, next - current));
        }
        return next;
    }

    private int within(int second, double total, double target, int current) {
        if (current > maxReplicas) {
            return maxReplicas;
        }
        if (current < minReplicas) {
            return minReplicas;
        }
        int recommendation = recommendation(total, target, current);
        int stabilised = behavior
                ? Math.min(Math.max(current, recommendation), largest(second, recommendation, 1))
                : largest(second, recommendation, 0);
        recommendations.addLast(new Change(second, recommendation));
        int limit = behavior ? Math.max(current, policyLimit(second, current)) : limit(current);
        return Math.max(minReplicas, Math.min(stabilised, Math.min(limit, maxReplicas)));
    }

    private static int limit(int current) {
        return Math.max(LIMIT_FACTOR * current, LIMIT_MINIMUM);
    }

    /** With {@code behavior} a recommendation of exactly 300 s ago is forgotten, without it is not. */
    private int largest(int second, int recommendation, int exclusive) {
        int oldest = second - STABILISATION_SECONDS + exclusive;
        while (!recommendations.isEmpty() && recommendations.getFirst().second() < oldest) {
            recommendations.removeFirst();
        }
        int most = recommendations.stream().mapToInt(Change::replicas).max().orElse(recommendation);
        return Math.max(most, recommendation);
    }

    private int policyLimit(int second, int current) {
        while (!changes.isEmpty() && changes.getFirst().second() <= second - POLICY_PERIOD_SECONDS) {
            changes.removeFirst();
        }
        int before = current - changes.stream().mapToInt(Change::replicas).sum();
        return Math.max(before + POLICY_PODS, (int) Math.ceil(before * (1 + POLICY_PERCENT / 100.0)));
    }
}
