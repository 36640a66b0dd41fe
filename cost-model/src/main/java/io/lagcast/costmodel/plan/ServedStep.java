package io.lagcast.costmodel.plan;

/**
 * One step in which a backlog is served: what is left of it and what was late.
 *
 * <pre>
 * after(q) = max(0, q + growth),   growth = arrivals - served
 * late(q)  = served * the share of the step in which more waits than arrived within the lag time
 * </pre>
 *
 * <p>Both what waits and what may wait go linearly from the beginning to the end, so that share goes linearly from none at {@link #lateFrom} to all.
 *
 * @param growth records by which a backlog that does not run out changes
 * @param served most records served
 * @param allowedBefore records that may wait at the beginning before the oldest is late
 * @param allowedAfter the same at the end
 * @param latePrice replica-seconds a late record costs
 */
record ServedStep(double growth, double served, double allowedBefore, double allowedAfter, double latePrice) {

    /** Where what waits and what may wait change alike a step is late or it is not; in records. */
    private static final double LEAST_RAMP = 1e-9;

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
        return latestPrice() * Math.clamp((backlog - lateFrom()) * latePerRecord(), 0, 1);
    }

    /** The price of a step in which everything is late. */
    double latestPrice() {
        return served * latePrice;
    }

    /** From this backlog on something is late. */
    double lateFrom() {
        return Math.min(allowedBefore, allowedAfter - growth);
    }

    /** Share of the step by which it is late for every record beyond {@link #lateFrom}. */
    double latePerRecord() {
        return 1 / Math.max(Math.abs(allowedAfter - growth - allowedBefore), LEAST_RAMP);
    }
}
