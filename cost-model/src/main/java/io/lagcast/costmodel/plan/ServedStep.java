package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.lag.LatenessPrice;

/**
 * One step in which a backlog is served: what is left of it and what was late.
 *
 * <pre>
 * after(q) = max(0, q + growth),   growth = arrivals - served
 * late(q)  = served * the share of the step in which more waits than arrived within the lag time
 * </pre>
 *
 * @param growth records by which a backlog that does not run out changes
 * @param served most records served
 * @param allowedBefore records that may wait at the beginning before the oldest is late
 * @param allowedAfter the same at the end
 * @param latePrice replica-seconds a late record costs
 */
record ServedStep(double growth, double served, double allowedBefore, double allowedAfter, double latePrice) {

    /**
     * A step of {@code terms}.
     *
     * @param capacityPerSecond what the group carries
     * @param lostSeconds how much of the step it stands still, at its beginning
     */
    static ServedStep of(
            PlanTerms terms,
            double arrivalPerSecond,
            double withinLagTimeBefore,
            double withinLagTimeAfter,
            double capacityPerSecond,
            double lostSeconds) {
        double seconds = terms.stepSeconds();
        double served = capacityPerSecond * (seconds - lostSeconds);
        double changePerSecond = (withinLagTimeAfter - withinLagTimeBefore) / seconds;
        double allowedWhenServed = withinLagTimeBefore - lostSeconds * (arrivalPerSecond - changePerSecond);
        return new ServedStep(
                arrivalPerSecond * seconds - served,
                served,
                lostSeconds > 0 ? allowedWhenServed : withinLagTimeBefore,
                withinLagTimeAfter,
                terms.lateness(1));
    }

    double after(double backlog) {
        return Math.max(0, backlog + growth);
    }

    /** The price of what is late if the step begins with {@code backlog}, in replica-seconds. */
    double lateness(double backlog) {
        double before = backlog - allowedBefore;
        double after = after(backlog) - allowedAfter;
        return before <= 0 && after <= 0 ? 0 : latestPrice() * LatenessPrice.lateShare(before, after);
    }

    /** The price of a step in which everything is late. */
    double latestPrice() {
        return served * latePrice;
    }

    /** From this backlog on something is late. */
    double lateFrom() {
        return Math.min(allowedBefore, allowedAfter - growth);
    }

    /** From this backlog on everything is late. */
    double allLateFrom() {
        return Math.max(allowedBefore, allowedAfter - growth);
    }
}
