package io.lagcast.recommender.channels;

/**
 * The way a recommendation reaches whatever runs the replicas, and what that way does to a number unless it is told otherwise. The figures are the
 * defaults of each executor's own code.
 */
public enum Channel {

    /**
     * Horizontal pod autoscaler on the external metric, target type AverageValue of 1. Kubernetes {@code pkg/controller/podautoscaler}: tolerance
     * 0.1; up at most the larger of 4 pods and 100 % every 15 s, down anything; {@code minReplicas} is at least 1 and a count of 0 switches it off.
     */
    HPA(0.1) {
        @Override
        int maxStepOut(int current) {
            return Math.max(HPA_PODS, current);
        }
    },

    /**
     * KEDA, which makes an HPA for counts above 0 and sees to 0 itself. KEDA {@code pkg/scaling/executor}: out of 0 it asks for one replica (or
     * {@code minReplicaCount}) and leaves the rest to the HPA.
     */
    KEDA(0.1) {
        @Override
        int maxStepOut(int current) {
            return current == 0 ? 1 : HPA.maxStepOut(current);
        }
    },

    /**
     * Datadog's WatermarkPodAutoscaler with Lagcast as its recommender. Its {@code controllers/datadoghq}: no tolerance on recommended
     * counts; up at most 50 % ({@code scaleUpLimitFactor}), down at most 20 % ({@code scaleDownLimitFactor}), and one replica at least.
     */
    WPA(0) {
        @Override
        int maxStepOut(int current) {
            return Math.max(1, current / 2);
        }

        @Override
        int maxStepIn(int current) {
            return Math.max(1, current / 5);
        }
    },

    /** A receiver of webhooks, of which nothing is known. */
    WEBHOOK(0),

    /** Lagcast's own operator, which sets what is recommended. */
    APPLY(0),

    /** Somebody who reads and acts. */
    MANUAL(0);

    private static final int HPA_PODS = 4;

    private final double tolerance;

    Channel(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Share of the count by which it must change for anything to happen. */
    double tolerance() {
        return tolerance;
    }

    /** Most replicas added at once. */
    int maxStepOut(int current) {
        return Integer.MAX_VALUE;
    }

    /** Most replicas removed at once. */
    int maxStepIn(int current) {
        return Integer.MAX_VALUE;
    }
}
