package io.lagcast.costmodel.plan;

import java.util.Arrays;

/**
 * What a step does to all backlogs of a grid at once. Their distance is the same everywhere, and a step changes each by the same number of records: so
 * what follows is read from the same place between two nodes, for every backlog that does not run out. Mutable, reused from step to step.
 */
final class BacklogShift {

    private final BacklogGrid grid;
    private final int nodes;
    private final double[] price;
    private int whole;
    private double share;

    BacklogShift(BacklogGrid grid) {
        this.grid = grid;
        this.nodes = grid.nodes();
        this.price = new double[nodes];
    }

    /**
     * Sets the step.
     *
     * @param again records that are done again and wait from its beginning
     * @param running what the step costs in any case
     */
    void serve(ServedStep step, double again, double running) {
        double moved = (step.growth() + again) / grid.spacing();
        whole = (int) Math.floor(Math.clamp(moved, -2.0 * nodes, 2.0 * nodes));
        share = moved - whole;
        int late = grid.above(step.lateFrom() - again);
        int allLate = Math.max(late, grid.above(step.allLateFrom() - again));
        Arrays.fill(price, 0, late, running);
        for (int j = late; j < allLate; j++) {
            price[j] = running + step.lateness(grid.backlog(j) + again);
        }
        Arrays.fill(price, allLate, nodes, running + step.latestPrice());
    }

    /** Adds to the step's price what follows: {@code values} from {@code from} on, by node; the sum goes to the same places of {@code into}. */
    void then(double[] values, int from, double[] into) {
        int low = Math.clamp(-whole, 0, nodes);
        int high = Math.clamp(nodes - 1 - whole, low, nodes);
        double empty = values[from];
        for (int j = 0; j < low; j++) {
            into[from + j] = price[j] + empty;
        }
        int shifted = from + whole;
        for (int j = low; j < high; j++) {
            double below = values[shifted + j];
            into[from + j] = price[j] + below + share * (values[shifted + j + 1] - below);
        }
        double last = values[from + nodes - 1];
        double slope = last - values[from + nodes - 2];
        for (int j = high; j < nodes; j++) {
            into[from + j] = price[j] + last + slope * (j + whole + share - (nodes - 1));
        }
    }
}
