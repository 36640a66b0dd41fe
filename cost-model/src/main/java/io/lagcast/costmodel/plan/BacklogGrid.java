package io.lagcast.costmodel.plan;

/** Backlogs at which a plan's values are known: equally spaced from none to the largest, linear in between and beyond. */
final class BacklogGrid {

    private final int nodes;
    private final double spacing;

    /**
     * A grid.
     *
     * @param largest its last backlog, in records, positive
     */
    BacklogGrid(int nodes, double largest) {
        this.nodes = nodes;
        this.spacing = largest / (nodes - 1);
    }

    int nodes() {
        return nodes;
    }

    /** Records between two neighbours. */
    double spacing() {
        return spacing;
    }

    double backlog(int node) {
        return node * spacing;
    }

    /** The node at or below {@code records}, leaving one above it. */
    int below(double records) {
        return Math.min((int) (records / spacing), nodes - 2);
    }

    /** The first node above {@code records}; the number of nodes if none is. */
    int above(double records) {
        return records < 0 ? 0 : (int) Math.min(nodes, Math.floor(records / spacing) + 1);
    }

    /** How far {@code records} lies from {@code below} to the next node; beyond 1 past the largest. */
    double share(double records, int below) {
        return records / spacing - below;
    }

    int nearest(double records) {
        int below = below(records);
        return share(records, below) > 0.5 ? below + 1 : below;
    }
}
