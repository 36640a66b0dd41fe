package io.lagcast.recommender.cli;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.StepSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Forecasts the time after a series, as rows of CSV.
 *
 * <p>The column {@code mean} is the winsorised mean of the forecast's distribution, {@code integral Q(p) dp} with {@code Q} linear between the levels
 * {@link #MEAN_LEVELS} and constant beyond them: tails that are not known well enough to decide a mean do not decide it.
 */
final class ForecastRows {

    private static final double[] MEAN_LEVELS = {0.1, 0.25, 0.5, 0.75, 0.9};

    private final QuantileLevels levels;
    private final QuantileLevels asked;
    private final boolean withTime;

    /**
     * Rows with the given quantiles.
     *
     * @param withTime whether there is a column for the time of each forecast bucket
     */
    ForecastRows(QuantileLevels levels, boolean withTime) {
        this.levels = levels;
        this.asked = QuantileLevels.of(DoubleStream.concat(Arrays.stream(levels.toArray()), Arrays.stream(MEAN_LEVELS))
                .sorted()
                .distinct()
                .toArray());
        this.withTime = withTime;
    }

    /** The line of column names. */
    String header() {
        StringBuilder text = new StringBuilder(withTime ? "id,target,step,mean" : "id,step,mean");
        appendNames(text, levels);
        return text.append('\n').toString();
    }

    /** Appends the columns' names of quantiles. */
    static void appendNames(StringBuilder text, QuantileLevels levels) {
        for (double level : levels.toArray()) {
            text.append(",q").append(CsvNumber.ofLevel(level));
        }
    }

    /**
     * The forecast of {@code length} after {@code series}.
     *
     * @throws CommandFailed if none can be made
     */
    String rows(NamedSeries named, Duration length) {
        TimeSeries series = named.series();
        Forecaster forecaster = Forecasters.standard(settings(series.step()));
        series.replay(forecaster);
        forecaster.refit();
        int missingAtEnd = missingAtEnd(series);
        int steps = Horizon.covering(length, series.step()).steps();
        Forecast forecast = forecaster.forecast(new Horizon(series.step(), steps + missingAtEnd), asked);
        return switch (forecast) {
            case Forecast.Quantiles made -> rows(named, made, missingAtEnd, steps);
            case Forecast.Unavailable none ->
                throw new CommandFailed(
                        ExitCode.DATA, "The series " + named.id() + " cannot be forecast: " + none.reason() + ".");
        };
    }

    /** The settings for buckets of {@code step}, or why there are none. */
    static ForecastSettings settings(Duration step) {
        try {
            return StepSettings.of(step);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "Steps of " + DurationOption.text(step) + " cannot be forecast, 10ms to 1d can; choose a --step.",
                    e);
        }
    }

    private static int missingAtEnd(TimeSeries series) {
        int missing = 0;
        while (missing < series.size() && !series.isKnown(series.size() - 1 - missing)) {
            missing++;
        }
        return missing;
    }

    private String rows(NamedSeries named, Forecast.Quantiles made, int skipped, int steps) {
        StringBuilder text = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            int index = skipped + step - 1;
            text.append(quoted(named.id())).append(',');
            if (withTime) {
                Instant target = named.series().time(named.series().size() + step - 1);
                text.append(CsvNumber.ofTime(target)).append(',');
            }
            text.append(step).append(',').append(CsvNumber.of(mean(made, index)));
            for (double level : levels.toArray()) {
                text.append(',').append(CsvNumber.of(value(made, level, index)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** An id as a field: in quotation marks where it would not be one field otherwise. */
    static String quoted(String id) {
        return id.contains(",") || id.contains("\"") ? "\"" + id.replace("\"", "\"\"") + "\"" : id;
    }

    private double value(Forecast.Quantiles made, double level, int index) {
        return made.value(Arrays.binarySearch(asked.toArray(), level), index);
    }

    private double mean(Forecast.Quantiles made, int index) {
        double below = value(made, MEAN_LEVELS[0], index);
        double sum = MEAN_LEVELS[0] * below;
        for (int i = 1; i < MEAN_LEVELS.length; i++) {
            double above = value(made, MEAN_LEVELS[i], index);
            sum += (MEAN_LEVELS[i] - MEAN_LEVELS[i - 1]) * (below + above) / 2;
            below = above;
        }
        return sum + (1 - MEAN_LEVELS[MEAN_LEVELS.length - 1]) * below;
    }
}
