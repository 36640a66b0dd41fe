package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds up how good forecasts of one horizon are. Mutable. */
public final class AccuracyTally {

    private final Duration horizon;
    private final QuantileLevels levels;
    private final double[] pinball;
    private final int[] covered;
    private double absoluteError;
    private double absoluteValue;
    private int values;
    private int origins;

    /** Nothing scored yet. */
    public AccuracyTally(Duration horizon, QuantileLevels levels) {
        this.horizon = horizon;
        this.levels = levels;
        this.pinball = new double[levels.count()];
        this.covered = new int[levels.count()];
    }

    /** Counts an origin: the values that follow are of its forecast. */
    public void beginOrigin() {
        origins++;
    }

    /**
     * Scores one forecast bucket.
     *
     * @param actual what came
     * @param median what was forecast
     * @param quantiles in the order of the levels
     */
    public void add(double actual, double median, double[] quantiles) {
        values++;
        absoluteError += Math.abs(actual - median);
        absoluteValue += Math.abs(actual);
        for (int i = 0; i < quantiles.length; i++) {
            double error = actual - quantiles[i];
            pinball[i] += error >= 0 ? levels.level(i) * error : (levels.level(i) - 1) * error;
            covered[i] += error <= 0 ? 1 : 0;
        }
    }

    /** What came out, with {@code scale} for the MASE; empty when nothing was scored. */
    public Optional<Accuracy> accuracy(OptionalDouble scale) {
        if (values == 0) {
            return Optional.empty();
        }
        double meanAbsoluteError = absoluteError / values;
        List<LevelScore> scores = new ArrayList<>();
        for (int i = 0; i < levels.count(); i++) {
            OptionalDouble loss =
                    absoluteValue > 0 ? OptionalDouble.of(2 * pinball[i] / absoluteValue) : OptionalDouble.empty();
            scores.add(new LevelScore(levels.level(i), loss, covered[i] / (double) values));
        }
        OptionalDouble scaled =
                scale.isPresent() ? OptionalDouble.of(meanAbsoluteError / scale.getAsDouble()) : OptionalDouble.empty();
        return Optional.of(new Accuracy(horizon, origins, values, meanAbsoluteError, scaled, scores));
    }
}
