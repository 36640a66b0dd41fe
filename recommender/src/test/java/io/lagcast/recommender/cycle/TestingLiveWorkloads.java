package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What the decision loop would know, as a test says. */
public final class TestingLiveWorkloads implements LiveWorkloads {

    private final Map<String, Explanation> explanations = new ConcurrentHashMap<>();
    private final Map<String, BiFunction<Horizon, QuantileLevels, Forecast>> forecasts = new ConcurrentHashMap<>();

    private final Map<String, Forecast> peaks = new ConcurrentHashMap<>();
    private final Map<String, List<FittedModel>> models = new ConcurrentHashMap<>();
    private final Map<String, ForecastSummary> summaries = new ConcurrentHashMap<>();

    public void explain(Explanation explanation) {
        explanations.put(explanation.latest().workload(), explanation);
    }

    public void forecast(String workload, BiFunction<Horizon, QuantileLevels, Forecast> answer) {
        forecasts.put(workload, answer);
    }

    public void peak(String workload, Forecast answer) {
        peaks.put(workload, answer);
    }

    public void models(String workload, List<FittedModel> answer) {
        models.put(workload, answer);
    }

    public void summarise(String workload, ForecastSummary summary) {
        summaries.put(workload, summary);
    }

    @Override
    public Optional<Forecast> peak(String workload, Duration within, QuantileLevels levels) {
        return Optional.ofNullable(peaks.get(workload));
    }

    @Override
    public Optional<List<FittedModel>> models(String workload) {
        return Optional.ofNullable(models.get(workload));
    }

    @Override
    public Duration forecastStep() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Optional<ForecastSummary> summary(String workload) {
        return Optional.ofNullable(summaries.get(workload));
    }

    @Override
    public Optional<Explanation> explanation(String workload) {
        return Optional.ofNullable(explanations.get(workload));
    }

    @Override
    public Optional<Forecast> forecast(String workload, Horizon horizon, QuantileLevels levels) {
        return Optional.ofNullable(forecasts.get(workload)).map(answer -> answer.apply(horizon, levels));
    }
}
