package io.lagcast.costmodel.plan;

/** One way through a plan: from a first action along the best of what follows, and what that costs by kind. Mutable. */
final class PlanWalk {

    private final ScenarioPlan plan;
    private final PlanTerms terms;
    private final int steps;
    private double backlog;
    private int step;
    private int count;
    private int firstTarget = -1;
    private double running;
    private double lateness;
    private double moving;

    private PlanWalk(ScenarioPlan plan, PlanTerms terms, double backlog) {
        this.plan = plan;
        this.terms = terms;
        this.steps = plan.steps();
        this.backlog = backlog;
    }

    /** Follows the best plan after choosing {@code target} now, and adds what it costs to {@code into}. */
    static void follow(ScenarioPlan plan, PlanTerms terms, int target, double backlog, double weight, PlanTotals into) {
        PlanWalk walk = new PlanWalk(plan, terms, backlog);
        int current = terms.current();
        walk.begin(current, target);
        double price = walk.spent() + plan.valueAt(walk.step, walk.count, walk.backlog);
        int firstMove = walk.onward();
        into.add(target, weight, price, walk.running, walk.moving);
        if (target == current && firstMove >= 0) {
            into.later(weight, firstMove, walk.firstTarget);
        }
    }

    private void begin(int current, int target) {
        if (target > current) {
            up(current, target);
        } else if (target < current) {
            down(current, target, terms.stoppedShare(target));
        } else {
            settle(current);
        }
    }

    private double spent() {
        return running + lateness + moving;
    }

    /** Staying: one step as it is, or as many as replicas that are still missing take to join. */
    private void settle(int at) {
        count = at;
        if (terms.servingPerSecond() >= terms.capacity(at)) {
            step(terms.capacity(at), 0, at);
            return;
        }
        for (int k = 0; k < Math.max(1, terms.leadSteps()) && step < steps; k++) {
            step(terms.servingPerSecond(), 0, at);
        }
    }

    private void up(int from, int to) {
        moving += priceOfUp(from, to);
        for (int k = 0; k < terms.leadSteps() && step < steps; k++) {
            step(terms.servingPerSecond(), 0, to);
        }
        join(to, terms.stoppedShare(to));
    }

    private double priceOfUp(int from, int to) {
        return terms.upFrom(from) + terms.upTo(to) - terms.running(to) * terms.leadSteps();
    }

    private void down(int from, int to, double stoppedShare) {
        moving += terms.downFrom(from) + terms.downTo(to);
        join(to, stoppedShare);
    }

    private void join(int to, double stoppedShare) {
        count = to;
        if (step >= steps) {
            return;
        }
        double scale = terms.typicalShare() > 0 ? stoppedShare / terms.typicalShare() : 0;
        backlog += terms.redoneSeconds() * scale * plan.arrivalPerSecond(step);
        for (int k = 0; k < terms.pauseSteps() && step < steps; k++) {
            step(terms.capacity(to), Math.min(terms.stepSeconds(), terms.lostInWholeStep() * scale), to);
        }
        if (step < steps) {
            step(terms.capacity(to), Math.min(terms.stepSeconds(), terms.lostInLastStep() * scale), to);
        }
    }

    private void step(double capacityPerSecond, double lostSeconds, int paid) {
        ServedStep served = plan.step(step, capacityPerSecond, lostSeconds);
        running += terms.running(paid);
        lateness += served.lateness(backlog);
        backlog = served.after(backlog);
        step++;
    }

    /** Goes on by the plan to the horizon; answers the step of the first move or -1. */
    private int onward() {
        int first = -1;
        while (step < steps) {
            if (!plan.movesAt(step, count, backlog)) {
                step(terms.capacity(count), 0, count);
                continue;
            }
            int at = step;
            move();
            if (first < 0) {
                first = at;
                firstTarget = count;
            }
        }
        return first;
    }

    /** The better one of the best smaller count now and the best larger one when it joins. */
    private void move() {
        int smaller = smaller();
        double down = smaller < 0
                ? Double.POSITIVE_INFINITY
                : terms.downFrom(count) + terms.downTo(smaller) + plan.joined(step, smaller, backlog);
        if (down < larger()) {
            down(count, smaller, terms.typicalShare());
        } else {
            climb();
        }
    }

    /** The count below that is best to leave for; -1 if there is none. */
    private int smaller() {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int m = 0; m < count; m++) {
            double price = terms.downTo(m) + plan.joined(step, m, backlog);
            if (price < least) {
                least = price;
                best = m;
            }
        }
        return best;
    }

    /** What it costs to ask for more; infinite if this is the largest count. */
    private double larger() {
        if (count == terms.counts() - 1) {
            return Double.POSITIVE_INFINITY;
        }
        double price = terms.upFrom(count);
        double left = backlog;
        int joins = Math.min(steps, step + terms.leadSteps());
        for (int t = step; t < joins; t++) {
            ServedStep served = plan.step(t, terms.capacity(count), 0);
            price += served.lateness(left);
            left = served.after(left);
        }
        int to = joining(joins, left);
        return price + terms.upTo(to) + plan.joined(joins, to, left);
    }

    /** The count above that is best to have asked for by the time it joins. */
    private int joining(int joins, double left) {
        int best = terms.counts() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int m = best; m > count; m--) {
            double price = terms.upTo(m) + plan.joined(joins, m, left);
            if (price < least) {
                least = price;
                best = m;
            }
        }
        return best;
    }

    /** The count asked for is settled by the backlog there will be when it joins, as the plan's values are. */
    private void climb() {
        int from = count;
        int asked = step;
        for (int k = 0; k < terms.leadSteps() && step < steps; k++) {
            step(terms.capacity(from), 0, from);
        }
        int to = joining(step, backlog);
        running += (terms.running(to) - terms.running(from)) * (step - asked);
        moving += priceOfUp(from, to);
        join(to, terms.typicalShare());
    }
}
