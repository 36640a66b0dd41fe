package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.Forecaster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a forecaster did on a series.
 *
 * @param forecaster its name
 * @param scale what MASE was divided by; empty when the history before the test has none
 * @param accuracies by horizon, in the order of the plan; a horizon from which nothing could be scored is not there
 * @param unavailable origins at which it had no forecast
 * @param cost what it took
 * @param models the forecaster's own record of its models at the end
 */
public record Evaluation(
        String forecaster,
        OptionalDouble scale,
        List<Accuracy> accuracies,
        int unavailable,
        Cost cost,
        List<Forecaster.Score> models) {

    public Evaluation {
        accuracies = List.copyOf(accuracies);
        models = List.copyOf(models);
    }

    /** The accuracy of a horizon; empty when nothing of it could be scored. */
    public Optional<Accuracy> at(Duration horizon) {
        return accuracies.stream()
                .filter(accuracy -> accuracy.horizon().equals(horizon))
                .findFirst();
    }
}
