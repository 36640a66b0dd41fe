package io.lagcast.simulator.scaler;

import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Flink's autoscaler (DS2 in production) with its defaults, for a job that is one Kafka source.
 *
 * <pre>{@code
 * need(u, restart) = lag / catchUp + (restart ? rate * restartTime / catchUp : 0) + rate / u
 * p' = ceil(p * clamp(need(utilisation, true) / tpr, 1 - 0.6, 1 + 100000)), aligned to the partitions
 * act only if tpr lies outside ( need(utilisation + 0.3, false), need(utilisation - 0.3, true) )
 * }</pre>
 *
 * <p>{@code rate} is the mean of the last 15 minutes; while more than 5 minutes of it wait the bounds of utilisation are 1 and 0. Alignment is BALANCED:
 * the first {@code p >= p'}, up to the present count when scaling in, that divides the partitions or leaves fewer whole partitions each. Scaling in
 * waits for an hour in which it was asked for at every step, and then goes to the largest count asked for. After a change nothing happens for 5
 * minutes of stabilisation and until the window of 15 minutes is full.
 *
 * <p>Source: apache/flink-kubernetes-operator {@code AutoScalerUtils}, {@code JobVertexScaler}, {@code ScalingMetricEvaluator},
 * {@code ScalingMetricCollector}, {@code DelayedScaleDown}, {@code alignment/ParallelismAligner}, {@code AutoScalerOptions}. Deviations: the true
 * processing rate {@code tpr} is not measured from busy times but known ({@code capacity(p)} of the busiest replica), which is what the aggregator MAX
 * converges to; the job has been running when the replay begins, so its first window counts as full.
 */
public final class FlinkAutoscaler implements Scaler {

    static final int WINDOW_SECONDS = 15 * 60;
    static final int STABILISATION_SECONDS = 5 * 60;
    static final int CATCH_UP_SECONDS = 30 * 60;
    static final int RESTART_SECONDS = 5 * 60;
    static final int SCALE_DOWN_INTERVAL_SECONDS = 60 * 60;
    static final int BACKLOG_SECONDS = 5 * 60;
    static final double UTILISATION_BOUNDARY = 0.3;
    static final double MAX_SCALE_DOWN_FACTOR = 0.6;
    static final double MAX_SCALE_UP_FACTOR = 100_000;

    private record Point(int second, long produced) {}

    private record Request(int second, int replicas, boolean outside) {}

    private static final int NEVER = -1;

    private final String name;
    private final double utilisation;
    private final double throughput;
    private final int minReplicas;
    private final int maxReplicas;
    private final int partitions;
    private final PartitionLayout layout;
    private final Deque<Point> window = new ArrayDeque<>();
    private final Deque<Request> requests = new ArrayDeque<>();
    private int firstRequest = NEVER;
    private int runningSince = NEVER;
    private int lastCount = NEVER;

    /** A scaler for the scenario's group. */
    public FlinkAutoscaler(String name, Scenario scenario, double utilisation) {
        this.name = name;
        this.utilisation = utilisation;
        throughput = scenario.group().throughput().value();
        minReplicas = Math.max(1, scenario.minReplicas());
        partitions = scenario.group().partitions();
        maxReplicas = Math.min(scenario.maxReplicas(), partitions);
        layout = PartitionLayout.skewed(scenario.group().shares(), 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        window.addLast(new Point(seen.second(), seen.producedRecords()));
        while (window.size() > 2 && window.getFirst().second() < seen.second() - WINDOW_SECONDS) {
            window.removeFirst();
        }
        int current = seen.desired();
        boolean restarting = seen.isRebalancing() || seen.ready() != current;
        boolean changed = current != lastCount && lastCount != NEVER;
        lastCount = current;
        if (restarting || changed) {
            runningSince = seen.second();
        }
        if (restarting || isCollecting(seen.second()) || window.size() < 2) {
            return current;
        }
        double seconds = seen.second() - window.getFirst().second();
        double ratePerSecond =
                (double) (seen.producedRecords() - window.getFirst().produced()) / seconds;
        int next = next(seen.second(), current, ratePerSecond, (double) seen.lagRecords());
        if (next != current) {
            requests.clear();
            firstRequest = NEVER;
        }
        return next;
    }

    private boolean isCollecting(int second) {
        return runningSince != NEVER && second < runningSince + STABILISATION_SECONDS + WINDOW_SECONDS;
    }

    private int next(int second, int current, double ratePerSecond, double lag) {
        double tpr = layout.capacityPerSecond(current, throughput);
        int target = target(current, tpr, ratePerSecond, lag);
        if (target == current) {
            requests.clear();
            firstRequest = NEVER;
            return current;
        }
        boolean outside = isOutside(tpr, ratePerSecond, lag);
        if (target > current) {
            requests.clear();
            firstRequest = NEVER;
            return outside ? target : current;
        }
        return delayed(second, current, new Request(second, target, outside));
    }

    private boolean isOutside(double tpr, double ratePerSecond, double lag) {
        boolean backlog = lag > BACKLOG_SECONDS * ratePerSecond;
        double upper = backlog ? 1 : utilisation + UTILISATION_BOUNDARY;
        double lower = backlog ? 0 : utilisation - UTILISATION_BOUNDARY;
        return tpr < need(ratePerSecond, lag, upper, false) || tpr > need(ratePerSecond, lag, lower, true);
    }

    /** The larger of what was asked for in the last hour, once it has been asked for so long. */
    private int delayed(int second, int current, Request request) {
        if (firstRequest == NEVER) {
            firstRequest = second;
        }
        while (!requests.isEmpty() && requests.getLast().replicas() <= request.replicas()) {
            requests.removeLast();
        }
        requests.addLast(request);
        if (second - SCALE_DOWN_INTERVAL_SECONDS < firstRequest) {
            return current;
        }
        while (requests.getFirst().second() < second - SCALE_DOWN_INTERVAL_SECONDS) {
            requests.removeFirst();
        }
        Request largest = requests.getFirst();
        return largest.outside() ? largest.replicas() : current;
    }

    /** Records per second the group must be able to process; {@code AutoScalerUtils.getTargetProcessingCapacity}. */
    static double need(double ratePerSecond, double lag, double utilisation, boolean withRestart) {
        double bounded = Math.clamp(utilisation, 0, 1);
        if (bounded == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double restart = withRestart ? ratePerSecond * RESTART_SECONDS / CATCH_UP_SECONDS : 0;
        return Math.round(lag / CATCH_UP_SECONDS + restart + ratePerSecond / bounded);
    }

    int target(int current, double tpr, double ratePerSecond, double lag) {
        double factor = Math.clamp(
                need(ratePerSecond, lag, utilisation, true) / tpr, 1 - MAX_SCALE_DOWN_FACTOR, 1 + MAX_SCALE_UP_FACTOR);
        int wanted = (int) Math.min(Math.ceil(factor * current), Integer.MAX_VALUE);
        int within = Math.min(Math.max(Math.min(current, minReplicas), wanted), Math.max(current, maxReplicas));
        int bounded = Math.min(within, partitions);
        return bounded == current ? current : align(bounded, current, partitions);
    }

    /** {@code BALANCED}: the first count from {@code target} up that spreads the partitions better, else {@code target}. */
    static int align(int target, int current, int partitions) {
        int end = target > current ? partitions : Math.min(current, partitions);
        for (int p = target; p <= end; p++) {
            if (partitions % p == 0 || partitions / p < partitions / target) {
                return p;
            }
        }
        return target;
    }
}
