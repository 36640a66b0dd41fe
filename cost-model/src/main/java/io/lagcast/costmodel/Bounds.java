package io.lagcast.costmodel;

import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;

/**
 * The corridor a plan moves in, computed without planning, so that neither a wrong forecast nor a wrong plan leaves it. Its lower side is there for
 * forecasts that are wrong, so it lies where present rate and backlog want it times the {@linkplain TrackRecord#doubt() doubt} of the forecast: there is
 * none where nothing is left to doubt.
 *
 * @param floor what present rate and backlog need; a rise that is more than chance counts from its first measurement
 * @param ceiling more than what recent maxima and the upper forecast justify is never asked for
 * @param scaleInFloor scaling in stops here: at the cautious throughput no less can wait for replicas that are asked for next time; where the forecast
 *     is not trusted, the upper end of what may come has to fit as well
 * @param floorPerSecond the capacity that present rate and backlog need, whatever the forecast says
 * @param backlogDecides whether the backlog rather than the rate sets the floor
 */
record Bounds(int floor, int ceiling, int scaleInFloor, double floorPerSecond, boolean backlogDecides) {

    /** A ceiling below this multiple of what was seen would forbid draining a backlog while the rate is high. */
    private static final double CEILING_MARGIN = 1.3;

    /** A backlog that is late is brought back to this share of the lag time: at its edge it would be late again at once. */
    private static final double BACK_TO = 2.0 / 3;

    private static final double UPPER_LEVEL = 0.85;

    static Bounds of(
            Situation situation,
            ArrivalOutlook outlook,
            PartitionLayout layout,
            int[] counts,
            Beliefs beliefs,
            Objective objective,
            boolean trusted) {
        double lagSeconds = seconds(objective.lagTime());
        double rate = situation.recentPerSecond();
        boolean late = situation.lagRecords() > rate * lagSeconds;
        double excess = late ? situation.lagRecords() - rate * lagSeconds * BACK_TO : 0;
        double present = Math.max(rate, situation.surelyPerSecond());
        double needed = present + excess / lagSeconds;
        double median = attainable(situation, layout, beliefs.throughputMedian().value());
        double tolerable = tolerable(situation, beliefs, lagSeconds, present);
        double urgentPerSecond = outlook.doubt() * (excess > 0 ? needed : tolerable);
        int floor = smallest(counts, layout, median, urgentPerSecond);

        int trustedScaleInFloor =
                smallest(counts, layout, beliefs.throughputLow().value(), urgentPerSecond);

        Duration untilServed = beliefs.startUp().plus(beliefs.rebalancePause().multipliedBy(2));
        Duration guard = untilServed.plus(situation.recent().multipliedBy(2));
        double soon = outlook.highest(UPPER_LEVEL, guard);
        int scaleInFloor = smallest(counts, layout, beliefs.throughputLow().value(), Math.max(soon, needed));

        double most = Math.max(
                situation.highestPerSecond(), outlook.highest(1, outlook.step().multipliedBy(outlook.steps())));
        double justified = CEILING_MARGIN * most + situation.lagRecords() / lagSeconds;
        int ceiling = Math.max(
                smallest(counts, layout, median, needed),
                smallest(counts, layout, beliefs.throughputLow().value(), justified));
        return new Bounds(
                floor,
                ceiling,
                Math.max(trusted ? trustedScaleInFloor : scaleInFloor, floor),
                needed,
                situation.lagRecords() > rate * lagSeconds / 2);
    }

    /**
     * The least capacity that can wait: if the present rate goes on, replicas asked for at the next decision still come before the backlog is late,
     * the pause of their joining included.
     */
    private static double tolerable(Situation situation, Beliefs beliefs, double lagSeconds, double rate) {
        double pause = seconds(beliefs.rebalancePause());
        double untilServed = seconds(beliefs.startUp()) + seconds(situation.interval()) + pause;
        double room = rate * (lagSeconds - pause - seconds(RebalanceModel.COMMIT_INTERVAL)) - situation.lagRecords();
        return room <= 0 ? rate : rate - room / untilServed;
    }

    /** Throughput as believed, or what a group that falls behind has shown to be all it can. */
    private static double attainable(Situation situation, PartitionLayout layout, double believed) {
        double perUnit = layout.capacityPerSecond(situation.serving(), 1);
        if (situation.overwhelmedPerSecond().isEmpty() || perUnit <= 0) {
            return believed;
        }
        return Math.min(believed, situation.overwhelmedPerSecond().getAsDouble() / perUnit);
    }

    private static int smallest(int[] counts, PartitionLayout layout, double throughput, double perSecond) {
        for (int n : counts) {
            if (layout.capacityPerSecond(n, throughput) >= perSecond) {
                return n;
            }
        }
        return counts[counts.length - 1];
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
