package io.lagcast.forecasting.panel;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of leads that share one record.
 *
 * @param first nearest lead in buckets, at least 1
 * @param last farthest lead
 * @param lanes leads within the range at which forecasts are kept and scored, ascending
 */
record Cell(int first, int last, List<Integer> lanes) {

    Cell {
        if (first < 1 || last < first || lanes.isEmpty()) {
            throw new IllegalArgumentException("A cell needs leads from 1 on and a lane but had " + first + " to "
                    + last + " with lanes " + lanes);
        }
        lanes = List.copyOf(lanes);
    }

    /** A cell of a single lead. */
    static Cell at(int lead) {
        return new Cell(lead, lead, List.of(lead));
    }

    /** The cell of all leads from {@code first} to {@code last}, with up to {@code lanes} lanes spread evenly. */
    static Cell range(int first, int last, int lanes) {
        int size = last - first + 1;
        int count = Math.min(size, lanes);
        List<Integer> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leads.add(first + (int) ((i + 0.5) * size / count));
        }
        return new Cell(first, last, leads);
    }

    boolean isSingle() {
        return first == last;
    }

    boolean holds(int lead) {
        return lead >= first && lead <= last;
    }
}
