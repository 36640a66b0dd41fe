package io.lagcast.forecasting.panel;

import java.util.ArrayList;
import java.util.List;

/** How a panel divides its leads into cells. */
final class Cells {

    /** Leads that get a cell of their own near the origin, where every bucket counts; between them quantiles are interpolated. */
    private static final int[] ANCHORS = {1, 2, 3, 5, 10, 15, 30, 60};

    /** Ranges farther out are at most this share of the reach. */
    private static final int RANGES = 8;

    private static final int LANES = 3;

    private Cells() {}

    /** The anchors up to {@code anchorReach}, which is one of them. */
    static List<Integer> anchors(int anchorReach) {
        List<Integer> anchors = new ArrayList<>();
        for (int anchor : ANCHORS) {
            if (anchor < anchorReach) {
                anchors.add(anchor);
            }
        }
        if (anchorReach > 0) {
            anchors.add(anchorReach);
        }
        return anchors;
    }

    /**
     * Cells for all leads of a span, nearest first: anchors up to {@code anchorReach}, then ranges that widen with the lead, those left out of which all
     * leads are covered.
     */
    static List<Cell> of(Span span) {
        List<Cell> cells = new ArrayList<>();
        for (int anchor : anchors(span.anchorReach())) {
            cells.add(Cell.at(anchor));
        }
        int first = span.anchorReach() + 1;
        int widest = Math.max(1, span.reach() / RANGES);
        while (first <= span.reach()) {
            int last = Math.min(span.reach(), first + Math.min(first, widest) - 1);
            if (last > span.covered()) {
                cells.add(Cell.range(first, last, LANES));
            }
            first = last + 1;
        }
        return cells;
    }
}
