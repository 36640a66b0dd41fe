package io.lagcast.costmodel.plan;

import java.util.Arrays;

/**
 * What a step does to all backlogs of a grid at once. Their distance is the same everywhere, and a step changes each by the same number of records: so
 * what follows is read from the same place between two nodes, for every backlog that does not run out. What is read is first laid side by side with
 * where it goes, since the compiler only works on several numbers at once where all of them have the same index. Mutable, reused from step to step.
 */
final class BacklogShift {

    private final BacklogGrid grid;
    private final int nodes;
    private final double[] price;
    private final double[] below;
    private final double[] above;
    private int whole;
    private double share;

    BacklogShift(BacklogGrid grid) {
        this.grid = grid;
        this.nodes = grid.nodes();
        this.price = new double[nodes];
        this.below = new double[nodes];
        this.above = new double[nodes];
    }

    /**
     * Sets the step.
     *
     * @param again records that are done again and wait from its beginning
     */
    void serve(ServedStep step, double again) {
        double moved = (step.growth() + again) / grid.spacing();
        whole = (int) Math.floor(Math.clamp(moved, -2.0 * nodes, 2.0 * nodes));
        share = moved - whole;
        if (grid.largest() + again <= step.lateFrom()) {
            Arrays.fill(price, 0);
            return;
        }
        double latest = step.latestPrice();
        double from = step.lateFrom() - again;
        double perRecord = step.latePerRecord();
        double[] backlogs = grid.backlogs();
        for (int j = 0; j < price.length; j++) {
            price[j] = latest * Math.min(1, Math.max(0, (backlogs[j] - from) * perRecord));
        }
    }

    /** Into {@code into}, by node: what the step costs whatever the backlog is, what is late in it, and {@code values} of what is left. */
    void then(double running, double[] values, double[] into) {
        read(values);
        for (int j = 0; j < price.length; j++) {
            into[j] = running + price[j] + (below[j] + share * (above[j] - below[j]));
        }
    }

    private void read(double[] values) {
        int low = Math.clamp(-whole, 0, nodes);
        int high = Math.clamp(nodes - 1 - whole, low, nodes);
        Arrays.fill(below, 0, low, values[0]);
        Arrays.fill(above, 0, low, values[0]);
        if (high > low) {
            System.arraycopy(values, low + whole, below, low, high - low);
            System.arraycopy(values, low + whole + 1, above, low, high - low);
        }
        double last = values[nodes - 1];
        double slope = last - values[nodes - 2];
        for (int j = high; j < nodes; j++) {
            below[j] = last + slope * (j + whole - (nodes - 1));
            above[j] = below[j] + slope;
        }
    }
}
