package io.lagcast.costmodel.plan;

/** Backlogs at which a plan's values are known: quadratically spaced, fine where a backlog begins to matter, linear in between and beyond. */
final class BacklogGrid {

    private final int nodes;
    private final double largest;
    private final double[] backlog;

    BacklogGrid(int nodes, double largest) {
        this.nodes = nodes;
        this.largest = largest;
        this.backlog = new double[nodes];
        for (int j = 0; j < nodes; j++) {
            double share = j / (nodes - 1.0);
            backlog[j] = largest * share * share;
        }
    }

    int nodes() {
        return nodes;
    }

    double backlog(int node) {
        return backlog[node];
    }

    /** The node at or below {@code records}, leaving one above it. */
    int below(double records) {
        int node = (int) (Math.sqrt(records / largest) * (nodes - 1));
        node = Math.min(node, nodes - 2);
        // The root's rounding can be one off at a node.
        if (backlog[node] > records) {
            return node - 1;
        }
        return node;
    }

    /** {@link #below} for records that do not fall from call to call: searching goes on from the node found before. */
    int belowFrom(int found, double records) {
        int node = found;
        while (node < nodes - 2 && backlog[node + 1] <= records) {
            node++;
        }
        return node;
    }

    /** How far {@code records} lies from {@code below} to the next node; beyond 1 past the largest. */
    double share(double records, int below) {
        return (records - backlog[below]) / (backlog[below + 1] - backlog[below]);
    }

    int nearest(double records) {
        int below = below(records);
        return share(records, below) > 0.5 ? below + 1 : below;
    }
}
