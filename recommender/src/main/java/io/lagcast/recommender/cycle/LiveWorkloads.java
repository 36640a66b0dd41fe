package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the decision loop knows right now about the workloads it decides, for those who show it. */
public interface LiveWorkloads {

    /** The newest recommendation and the models' records; empty before the first decision since the start. */
    Optional<Explanation> explanation(String workload);

    /** A forecast of the arrival rate in records per second; empty before the first sample since the start. */
    Optional<Forecast> forecast(String workload, Horizon horizon, QuantileLevels levels);

    /** Quantiles of the highest rate within the next {@code within}, in records per second; empty before the first sample since the start. */
    Optional<Forecast> peak(String workload, Duration within, QuantileLevels levels);

    /** Every model of the forecaster, where it comes from and what it counts for; empty before the first sample since the start. */
    Optional<List<FittedModel>> models(String workload);

    /** Length of the steps that near forecasts are made in. */
    Duration forecastStep();

    /** The forecast in brief as it was after a recent decision; empty before the first one since the start. Does not wait for anything. */
    Optional<ForecastSummary> summary(String workload);
}
