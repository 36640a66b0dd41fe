package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.Replicas;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;

/** The numbers a plan multiplies and adds, prepared once per decision for all its scenarios. */
final class PlanTerms {

    /**
     * Replica-seconds any move costs besides what it stops: someone is paged, a node is scaled, a cache is cold. Small next to the rebalance of a
     * large group; keeps a group of a few replicas from being moved for a few seconds of one of them.
     */
    private static final double ANY_MOVE = 60;

    /**
     * How many times the pay of replicas that stand still a move is charged with where the forecast behind it is doubted. The backlog of the pause is priced
     * as such; this stands for what no sample shows: the move that a wrong forecast makes and that has to be taken back, so it goes with the doubt. By
     * measurement on the gate's synthetic days 1 makes 45 to 54 moves a day and 2 fewer than 40; on the real traces 0.5 costs 1 to 2 % less and makes twice
     * as many (docs/findings/0003-decisions.md).
     */
    private static final double CHARGED = 2;

    /** Work since the last commit is done again: with a move at any time between two commits, half of the interval. */
    private static final double REDONE_INTERVALS = 0.5;

    /** The share of a group that a typical later move stops where only moved partitions stop: two neighbouring useful counts. */
    private static final double TYPICAL_MOVED_SHARE = 1.0 / 3;

    private final PlannedGroup group;
    private final int[] replicas;
    private final double[] capacityPerSecond;
    private final double stepSeconds;
    private final double latePrice;
    private final double processingPrice;
    private final int leadSteps;
    private final int pauseSteps;
    private final double typicalShare;
    private final double lostInLastStep;
    private final double movePerReplica;
    private final boolean stopsAll;
    private final double leaving;

    /**
     * The terms of one decision.
     *
     * @param doubt how far the scenarios are to be doubted, from 0 to 1
     */
    PlanTerms(
            PlannedGroup group,
            Duration step,
            int steps,
            LatenessPrice lateness,
            double processingPrice,
            double doubt) {
        this.group = group;
        this.replicas = new int[group.counts()];
        this.capacityPerSecond = new double[group.counts()];
        for (int n = 0; n < replicas.length; n++) {
            replicas[n] = group.replicas(n);
            capacityPerSecond[n] = group.capacityPerSecond(n);
        }
        this.stepSeconds = seconds(step);
        this.latePrice = lateness.perRecord().value();
        this.processingPrice = processingPrice;
        this.leadSteps = (int) Math.min(steps, Math.round(seconds(group.startUp()) / stepSeconds));
        RebalanceModel rebalance = group.rebalance();
        this.stopsAll = rebalance instanceof RebalanceModel.Eager;
        this.typicalShare = stopsAll ? 1 : TYPICAL_MOVED_SHARE;
        double pause = seconds(rebalance.pause());
        this.pauseSteps = (int) Math.min(steps, Math.floor(pause / stepSeconds));
        this.lostInLastStep = typicalShare * Math.min(stepSeconds, Math.max(0, pause - pauseSteps * stepSeconds));
        this.movePerReplica = CHARGED * doubt * seconds(rebalance.lost());
        this.leaving = group.leaving().value();
    }

    int counts() {
        return replicas.length;
    }

    int current() {
        return group.current();
    }

    double stepSeconds() {
        return stepSeconds;
    }

    int leadSteps() {
        return leadSteps;
    }

    int pauseSteps() {
        return pauseSteps;
    }

    double lostInWholeStep() {
        return typicalShare * stepSeconds;
    }

    double lostInLastStep() {
        return lostInLastStep;
    }

    double redoneSeconds() {
        return typicalShare * REDONE_INTERVALS * seconds(RebalanceModel.COMMIT_INTERVAL);
    }

    double typicalShare() {
        return typicalShare;
    }

    double stoppedShare(int target) {
        return group.rebalance().stoppedShare(new Replicas(replicas[group.current()]), new Replicas(replicas[target]));
    }

    double servingPerSecond() {
        return group.serving().value();
    }

    double capacity(int n) {
        return capacityPerSecond[n];
    }

    double running(int n) {
        return replicas[n] * stepSeconds;
    }

    double lateness(double late) {
        return late * latePrice;
    }

    /** The part of asking for more that depends on the count asked for: its share of the move's price and its pay while it starts. */
    double upTo(int n) {
        return movePart(n, 1) + running(n) * leadSteps;
    }

    double upFrom(int n) {
        return ANY_MOVE + movePart(n, -1);
    }

    double downTo(int n) {
        return movePart(n, -1) - leaving * replicas[n];
    }

    double downFrom(int n) {
        return ANY_MOVE + movePart(n, 1) + leaving * replicas[n];
    }

    /**
     * A move's price splits into a part of each count: half of each count's replicas stand still where all stop; where only moved partitions stop it is
     * about three quarters of the difference.
     */
    private double movePart(int n, int sign) {
        return movePerReplica * replicas[n] * (stopsAll ? 0.5 : sign * 0.75);
    }

    /** What a backlog left at the horizon and a count that does not fit the demand there still cost. */
    double end(int n, double backlog, double arrivalPerSecond, double withinLagTime) {
        double capacity = capacityPerSecond[n];
        double price = backlog * processingPrice;
        if (capacity >= arrivalPerSecond) {
            double excess = Math.max(0, backlog - withinLagTime);
            double whileDraining =
                    capacity == 0 ? 1 : Math.min(5, capacity / Math.max(capacity - arrivalPerSecond, 0.2 * capacity));
            return price + lateness(excess * whileDraining);
        }
        double untilServed = (leadSteps + pauseSteps + 1) * stepSeconds;
        double excess = Math.max(0, backlog + (arrivalPerSecond - capacity) * untilServed - withinLagTime);
        return price + upFrom(n) + movePart(n, 1) + lateness(excess * 2);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
