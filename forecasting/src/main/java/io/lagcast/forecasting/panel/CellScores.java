package io.lagcast.forecasting.panel;

import java.util.List;

/**
 * The records of one range of leads.
 *
 * @param firstLead nearest lead, in buckets
 * @param lastLead farthest lead
 * @param settled forecasts whose outcome is known
 * @param candidates those that were scored: experts in the panel's order, then their combination
 */
public record CellScores(int firstLead, int lastLead, long settled, List<CandidateScore> candidates) {

    public CellScores {
        candidates = List.copyOf(candidates);
    }
}
