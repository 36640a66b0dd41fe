package io.lagcast.costmodel.plan;

import java.util.Arrays;

/**
 * The plan for one path of arrivals, by backward induction over (step, replica count, backlog).
 *
 * <p>With {@code n} replicas and backlog {@code q} at step {@code t} a plan may stay for one step, leave for a smaller count at once, or ask for a
 * larger one, which is paid from now on, joins {@code leadSteps} later and until then leaves the smaller count serving:
 *
 * <pre>
 * V(t,n,q) = min { n dt + p late + V(t+1, n, q'),
 *                  min over m &lt; n of  move(n,m) + J(t, m, q),
 *                  sum over lead steps of p late + min over m &gt; n of  move(n,m) + m lead + J(t+lead, m, q'') }
 * </pre>
 *
 * where {@code J} is the value of joining: a step (or several) in which the pause takes its share of the service, and from which on {@code m} serve.
 * The minimum over {@code m} does not depend on {@code n} but through terms that separate, so the whole costs
 * O(steps x counts x nodes x lead steps); see Lin et al., "Dynamic right-sizing", doi:10.1109/TNET.2012.2226216, to which lead time, pause and backlog
 * are added here.
 */
final class ScenarioPlan {

    private static final byte STAY = 0;
    private static final byte UP = 1;
    private static final byte DOWN = 2;

    private final PlanTerms terms;
    private final BacklogGrid grid;
    private final double[] arrivalPerSecond;
    private final double[] withinLagTime;
    private final int steps;
    private final int counts;
    private final int nodes;
    private final int layer;

    /** V by (count, node), by step: the first steps, which a walk may end its first move at, have layers of their own, the later ones share two. */
    private final double[][] value;

    private final byte[] action;
    private final short[] upTarget;
    private final short[] downTarget;

    /** J by (count, node) at the current step, by remaining whole steps of pause. */
    private double[][] joining;

    private double[][] joiningNext;

    /** Value of having asked for more, by (count, node), by remaining lead steps. */
    private double[][] waiting;

    private double[][] waitingNext;

    /** The cheapest way down for the count being visited, by node. */
    private final double[] bestSmaller;

    private final short[] smallerTarget;

    /** The cheapest way up likewise. */
    private final double[] bestLarger;

    private final short[] largerTarget;
    private final BacklogShift shift;

    /** A plan of which nothing is known but how it ends; {@link #goBack} takes it to the step before. */
    ScenarioPlan(PlanTerms terms, BacklogGrid grid, double[] arrivalPerSecond, double[] withinLagTime) {
        this.terms = terms;
        this.grid = grid;
        this.arrivalPerSecond = arrivalPerSecond;
        this.withinLagTime = withinLagTime;
        this.steps = arrivalPerSecond.length;
        this.counts = terms.counts();
        this.nodes = grid.nodes();
        this.layer = counts * nodes;
        this.value = layers();
        this.action = new byte[steps * layer];
        this.upTarget = new short[(steps + 1) * layer];
        this.downTarget = new short[steps * layer];
        this.bestSmaller = new double[nodes];
        this.smallerTarget = new short[nodes];
        this.bestLarger = new double[nodes];
        this.largerTarget = new short[nodes];
        this.joining = new double[terms.pauseSteps() + 1][layer];
        this.joiningNext = new double[terms.pauseSteps() + 1][layer];
        this.waiting = new double[terms.leadSteps() + 1][layer];
        this.waitingNext = new double[terms.leadSteps() + 1][layer];
        this.shift = new BacklogShift(grid);
        fillEnd();
    }

    private double[][] layers() {
        int kept = Math.min(steps, terms.leadSteps() + terms.pauseSteps() + 1);
        double[][] shared = new double[2][layer];
        double[][] layers = new double[steps + 1][];
        for (int t = 0; t <= steps; t++) {
            layers[t] = t <= kept ? new double[layer] : shared[t % 2];
        }
        return layers;
    }

    /** Plans step {@code t}, the one before those that are planned. */
    void goBack(int t) {
        swapLayers();
        fillJoining(t);
        fillAsking(t);
        Arrays.fill(bestSmaller, Double.POSITIVE_INFINITY);
        for (int n = 0; n < counts; n++) {
            fillValues(t, n);
            offerToLarger(t, n);
        }
    }

    /** V of step {@code t} by (count, node); what is written into it is what the steps before reckon with. */
    double[] values(int t) {
        return value[t];
    }

    private void swapLayers() {
        double[][] reused = joiningNext;
        joiningNext = joining;
        joining = reused;
        reused = waitingNext;
        waitingNext = waiting;
        waiting = reused;
    }

    private void fillEnd() {
        double arrival = arrivalPerSecond[steps - 1];
        for (int n = 0; n < counts; n++) {
            for (int j = 0; j < nodes; j++) {
                value[steps][n * nodes + j] = terms.end(n, grid.backlog(j), arrival, withinLagTime[steps]);
            }
        }
        for (double[] values : joining) {
            System.arraycopy(value[steps], 0, values, 0, layer);
        }
        fillAsking(steps);
        for (int k = 1; k < waiting.length; k++) {
            System.arraycopy(waiting[0], 0, waiting[k], 0, layer);
        }
    }

    /** J for this step: with no whole step of pause left the rest of it ends within the step, otherwise the stopped share serves nothing. */
    private void fillJoining(int t) {
        int last = terms.pauseSteps();
        for (int remaining = 0; remaining <= last; remaining++) {
            double again = remaining == last ? terms.redoneSeconds() * arrivalPerSecond[t] : 0;
            double lost = remaining == 0 ? terms.lostInLastStep() : terms.lostInWholeStep();
            double[] then = remaining == 0 ? value[t + 1] : joiningNext[remaining - 1];
            for (int m = 0; m < counts; m++) {
                shift.serve(step(t, terms.capacity(m), lost), again, terms.running(m));
                shift.then(then, m * nodes, joining[remaining]);
            }
        }
    }

    /** The value of the best larger count joining now, lead time paid: counts in descending order, so that the best of the larger ones is known. */
    private void fillAsking(int t) {
        double[] joined = joining[joining.length - 1];
        double[] asked = waiting[0];
        Arrays.fill(bestLarger, Double.POSITIVE_INFINITY);
        Arrays.fill(largerTarget, (short) (counts - 1));
        for (int n = counts - 1; n >= 0; n--) {
            int from = n * nodes;
            System.arraycopy(bestLarger, 0, asked, from, nodes);
            System.arraycopy(largerTarget, 0, upTarget, t * layer + from, nodes);
            double upTo = terms.upTo(n);
            for (int j = 0; j < nodes; j++) {
                double through = upTo + joined[from + j];
                if (through < bestLarger[j]) {
                    bestLarger[j] = through;
                    largerTarget[j] = (short) n;
                }
            }
        }
    }

    private void fillValues(int t, int n) {
        int leadSteps = terms.leadSteps();
        int from = n * nodes;
        ServedStep served = step(t, terms.capacity(n), 0);
        shift.serve(served, 0, 0);
        for (int k = 1; k <= leadSteps; k++) {
            shift.then(waitingNext[k - 1], from, waiting[k]);
        }
        double[] values = value[t];
        shift.serve(served, 0, terms.running(n));
        shift.then(value[t + 1], from, values);
        double[] asked = waiting[leadSteps];
        double upFrom = terms.upFrom(n);
        double downFrom = terms.downFrom(n);
        int cell = t * layer + from;
        for (int j = 0; j < nodes; j++) {
            double best = values[from + j];
            double up = upFrom + asked[from + j];
            double down = downFrom + bestSmaller[j];
            byte chosen = STAY;
            if (up < best) {
                best = up;
                chosen = UP;
            }
            if (down < best) {
                best = down;
                chosen = DOWN;
            }
            values[from + j] = best;
            action[cell + j] = chosen;
        }
    }

    /** Counts are visited in ascending order: what the next larger one may go down to is this one or what this one may go down to. */
    private void offerToLarger(int t, int n) {
        double[] joined = joining[joining.length - 1];
        double downTo = terms.downTo(n);
        System.arraycopy(smallerTarget, 0, downTarget, t * layer + n * nodes, nodes);
        for (int j = 0; j < nodes; j++) {
            double through = downTo + joined[n * nodes + j];
            if (through < bestSmaller[j]) {
                bestSmaller[j] = through;
                smallerTarget[j] = (short) n;
            }
        }
    }

    private ServedStep step(int t, double capacityPerSecond, double lostSeconds) {
        return ServedStep.of(
                terms, arrivalPerSecond[t], withinLagTime[t], withinLagTime[t + 1], capacityPerSecond, lostSeconds);
    }

    private double valueAt(int t, int n, double backlog) {
        int below = grid.below(backlog);
        int from = n * nodes + below;
        double low = value[t][from];
        return low + grid.share(backlog, below) * (value[t][from + 1] - low);
    }

    /** Follows the best plan after choosing {@code target} now, and adds what it costs to {@code into}. */
    void follow(int target, double backlog, double weight, PlanTotals into) {
        Walk walk = new Walk(backlog);
        int current = terms.current();
        if (target > current) {
            walk.up(current, target, terms.servingPerSecond(), terms.stoppedShare(target));
        } else if (target < current) {
            walk.down(current, target, terms.stoppedShare(target));
        } else {
            walk.settle(current);
        }
        double price = walk.spent() + valueAt(walk.step, walk.count, walk.backlog);
        int firstMove = walk.onward();
        into.add(target, weight, price, walk.running, walk.moving);
        if (target == current && firstMove >= 0) {
            into.later(weight, firstMove, walk.firstTarget);
        }
    }

    /** One way through the plan. Mutable. */
    private final class Walk {

        private double backlog;
        private int step;
        private int count;
        private int firstTarget = -1;
        private double running;
        private double lateness;
        private double moving;

        Walk(double backlog) {
            this.backlog = backlog;
        }

        double spent() {
            return running + lateness + moving;
        }

        /** Staying: one step as it is, or as many as replicas that are still missing take to join. */
        void settle(int at) {
            count = at;
            if (terms.servingPerSecond() >= terms.capacity(at)) {
                step(terms.capacity(at), 0, at);
                return;
            }
            for (int k = 0; k < Math.max(1, terms.leadSteps()) && step < steps; k++) {
                step(terms.servingPerSecond(), 0, at);
            }
        }

        void up(int from, int to, double servingPerSecond, double stoppedShare) {
            moving += terms.upFrom(from) + terms.upTo(to) - terms.running(to) * terms.leadSteps();
            for (int k = 0; k < terms.leadSteps() && step < steps; k++) {
                step(servingPerSecond, 0, to);
            }
            join(to, stoppedShare);
        }

        void down(int from, int to, double stoppedShare) {
            moving += terms.downFrom(from) + terms.downTo(to);
            join(to, stoppedShare);
        }

        private void join(int to, double stoppedShare) {
            count = to;
            if (step >= steps) {
                return;
            }
            double scale = terms.typicalShare() > 0 ? stoppedShare / terms.typicalShare() : 0;
            backlog += terms.redoneSeconds() * scale * arrivalPerSecond[step];
            for (int k = 0; k < terms.pauseSteps() && step < steps; k++) {
                step(terms.capacity(to), Math.min(terms.stepSeconds(), terms.lostInWholeStep() * scale), to);
            }
            if (step < steps) {
                step(terms.capacity(to), Math.min(terms.stepSeconds(), terms.lostInLastStep() * scale), to);
            }
        }

        private void step(double capacityPerSecond, double lostSeconds, int paid) {
            ServedStep served = ScenarioPlan.this.step(step, capacityPerSecond, lostSeconds);
            running += terms.running(paid);
            lateness += served.lateness(backlog);
            backlog = served.after(backlog);
            step++;
        }

        /** Goes on by the plan to the horizon; answers the step of the first move or -1. */
        int onward() {
            int first = -1;
            while (step < steps) {
                int cell = step * layer + count * nodes + grid.nearest(backlog);
                if (action[cell] == STAY) {
                    step(terms.capacity(count), 0, count);
                    continue;
                }
                int at = step;
                if (action[cell] == DOWN) {
                    down(count, downTarget[cell], terms.typicalShare());
                } else {
                    climb();
                }
                if (first < 0) {
                    first = at;
                    firstTarget = count;
                }
            }
            return first;
        }

        /** The count asked for is settled by the backlog there will be when it joins, as the plan's values are. */
        private void climb() {
            int from = count;
            int asked = step;
            for (int k = 0; k < terms.leadSteps() && step < steps; k++) {
                step(terms.capacity(from), 0, from);
            }
            int to = upTarget[step * layer + from * nodes + grid.nearest(backlog)];
            running += (terms.running(to) - terms.running(from)) * (step - asked);
            moving += terms.upFrom(from) + terms.upTo(to) - terms.running(to) * terms.leadSteps();
            join(to, terms.typicalShare());
        }
    }

    @Override
    public String toString() {
        return "ScenarioPlan[" + steps + " steps, " + counts + " counts, " + nodes + " nodes, "
                + Arrays.toString(arrivalPerSecond) + "]";
    }
}
