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

    /** The price of what cannot be done: above any other, and finite, so that differences of such prices are numbers. */
    private static final double NEVER = 1e30;

    private final PlanTerms terms;
    private final BacklogGrid grid;
    private final double[] arrivalPerSecond;
    private final double[] withinLagTime;
    private final int steps;
    private final int counts;
    private final int nodes;

    /** V by step, count and node. */
    private final double[][][] value;

    /** Where the best is to move, by step and count: a bit for each node. */
    private final long[] moves;

    /** J by remaining whole steps of pause, count and node, at the current step. */
    private double[][][] joining;

    private double[][][] joiningNext;

    /** Value of having asked for more, by remaining lead steps, count and node. */
    private double[][][] waiting;

    private double[][][] waitingNext;

    /** The cheapest way down for the count being visited, by node, and the cheapest way up. */
    private final double[] bestSmaller;

    private final double[] bestLarger;

    private final double[] staying;
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
        this.value = new double[steps + 1][counts][nodes];
        this.moves = new long[steps * counts];
        this.bestSmaller = new double[nodes];
        this.bestLarger = new double[nodes];
        this.staying = new double[nodes];
        this.joining = new double[terms.pauseSteps() + 1][counts][nodes];
        this.joiningNext = new double[terms.pauseSteps() + 1][counts][nodes];
        this.waiting = new double[terms.leadSteps() + 1][counts][nodes];
        this.waitingNext = new double[terms.leadSteps() + 1][counts][nodes];
        this.shift = new BacklogShift(grid);
        fillEnd();
    }

    /** Plans step {@code t}, the one before those that are planned. */
    void goBack(int t) {
        swapLayers();
        fillJoining(t);
        fillAsking();
        Arrays.fill(bestSmaller, NEVER);
        for (int n = 0; n < counts; n++) {
            fillValues(t, n);
            offerToLarger(n);
        }
    }

    /** V of step {@code t} by count and node; what is written into it is what the steps before reckon with. */
    double[][] values(int t) {
        return value[t];
    }

    int steps() {
        return steps;
    }

    double arrivalPerSecond(int t) {
        return arrivalPerSecond[t];
    }

    private void swapLayers() {
        double[][][] reused = joiningNext;
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
                value[steps][n][j] = terms.end(n, grid.backlogs()[j], arrival, withinLagTime[steps]);
            }
        }
        for (double[][] layer : joining) {
            copy(value[steps], layer);
        }
        fillAsking();
        for (int k = 1; k < waiting.length; k++) {
            copy(waiting[0], waiting[k]);
        }
    }

    private static void copy(double[][] layer, double[][] into) {
        for (int n = 0; n < layer.length; n++) {
            System.arraycopy(layer[n], 0, into[n], 0, layer[n].length);
        }
    }

    /** J for this step: with no whole step of pause left the rest of it ends within the step, otherwise the stopped share serves nothing. */
    private void fillJoining(int t) {
        int last = terms.pauseSteps();
        for (int remaining = 0; remaining <= last; remaining++) {
            double again = remaining == last ? terms.redoneSeconds() * arrivalPerSecond[t] : 0;
            double lost = remaining == 0 ? terms.lostInLastStep() : terms.lostInWholeStep();
            double[][] then = remaining == 0 ? value[t + 1] : joiningNext[remaining - 1];
            for (int m = 0; m < counts; m++) {
                shift.serve(step(t, terms.capacity(m), lost), again);
                shift.then(terms.running(m), then[m], joining[remaining][m]);
            }
        }
    }

    /** The value of the best larger count joining now, lead time paid: counts in descending order, so that the best of the larger ones is known. */
    private void fillAsking() {
        double[][] joined = joining[joining.length - 1];
        Arrays.fill(bestLarger, NEVER);
        for (int n = counts - 1; n >= 0; n--) {
            System.arraycopy(bestLarger, 0, waiting[0][n], 0, nodes);
            offer(terms.upTo(n), joined[n], bestLarger);
        }
    }

    private void fillValues(int t, int n) {
        int leadSteps = terms.leadSteps();
        shift.serve(step(t, terms.capacity(n), 0), 0);
        for (int k = 1; k <= leadSteps; k++) {
            shift.then(0, waitingNext[k - 1][n], waiting[k][n]);
        }
        shift.then(terms.running(n), value[t + 1][n], staying);
        double[] values = value[t][n];
        best(terms.upFrom(n), waiting[leadSteps][n], terms.downFrom(n), values);
        moves[t * counts + n] = better(values);
    }

    private void best(double upFrom, double[] asked, double downFrom, double[] values) {
        for (int j = 0; j < values.length; j++) {
            values[j] = Math.min(staying[j], Math.min(upFrom + asked[j], downFrom + bestSmaller[j]));
        }
    }

    /** A bit for each node at which {@code values} are below those of staying: the sign of the difference. */
    private long better(double[] values) {
        long better = 0;
        for (int j = 0; j < values.length; j++) {
            better |= (Double.doubleToRawLongBits(values[j] - staying[j]) >>> (Long.SIZE - 1)) << j;
        }
        return better;
    }

    /** Counts are visited in ascending order: what the next larger one may go down to is this one or what this one may go down to. */
    private void offerToLarger(int n) {
        offer(terms.downTo(n), joining[joining.length - 1][n], bestSmaller);
    }

    private static void offer(double price, double[] joined, double[] best) {
        for (int j = 0; j < best.length; j++) {
            best[j] = Math.min(best[j], price + joined[j]);
        }
    }

    /** What a capacity that stands still for {@code lostSeconds} does in step {@code t}. */
    ServedStep step(int t, double capacityPerSecond, double lostSeconds) {
        return ServedStep.of(
                terms, arrivalPerSecond[t], withinLagTime[t], withinLagTime[t + 1], capacityPerSecond, lostSeconds);
    }

    /** V at any backlog. */
    double valueAt(int t, int n, double backlog) {
        int below = grid.below(backlog);
        double[] values = value[t][n];
        return values[below] + grid.share(backlog, below) * (values[below + 1] - values[below]);
    }

    /** Whether the best is to ask for another count at the node next to {@code backlog}. */
    boolean movesAt(int t, int n, double backlog) {
        return (moves[t * counts + n] >>> grid.nearest(backlog) & 1) != 0;
    }

    /** J at any backlog. */
    double joined(int t, int m, double backlog) {
        double left = t < steps ? backlog + terms.redoneSeconds() * arrivalPerSecond[t] : backlog;
        double price = 0;
        int at = t;
        for (int remaining = terms.pauseSteps(); remaining >= 0 && at < steps; remaining--) {
            double lost = remaining == 0 ? terms.lostInLastStep() : terms.lostInWholeStep();
            ServedStep served = step(at, terms.capacity(m), lost);
            price += terms.running(m) + served.lateness(left);
            left = served.after(left);
            at++;
        }
        return price + valueAt(at, m, left);
    }

    @Override
    public String toString() {
        return "ScenarioPlan[" + steps + " steps, " + counts + " counts, " + nodes + " nodes, "
                + Arrays.toString(arrivalPerSecond) + "]";
    }
}
