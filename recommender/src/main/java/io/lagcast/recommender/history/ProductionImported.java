package io.lagcast.recommender.history;

import java.util.List;

/**
 * Production rates of the past were imported for a workload.
 *
 * @param workload its name
 * @param rates what was imported, ascending, as finely as it came; gaps are left out
 */
public record ProductionImported(String workload, List<ProductionRate> rates) {

    public ProductionImported {
        rates = List.copyOf(rates);
    }
}
