package io.lagcast.recommender.cli;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.Evaluation;
import io.lagcast.forecasting.evaluation.EvaluationListener;
import io.lagcast.forecasting.evaluation.EvaluationPlan;
import io.lagcast.forecasting.evaluation.NaiveForecaster;
import io.lagcast.forecasting.evaluation.RollingEvaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a backtest is asked for, and how it is done on one series. */
final class Backtest {

    /** Without {@code --test-days}: this share of the series, but no more than a week. */
    private static final int TEST_SHARE = 4;

    private static final Duration MOST_TEST = Duration.ofDays(7);

    /** Without {@code --every}: as often as the nearest horizon is long, but not more rarely. */
    private static final Duration MOST_BETWEEN_ORIGINS = Duration.ofHours(3);

    private final List<HorizonOption.Reach> horizons;
    private final @Nullable Duration every;
    private final @Nullable Duration test;
    private final boolean wholePath;
    private final QuantileLevels levels;

    Backtest(
            List<HorizonOption.Reach> horizons,
            @Nullable Duration every,
            @Nullable Duration test,
            boolean wholePath,
            QuantileLevels levels) {
        this.horizons = List.copyOf(horizons);
        this.every = every;
        this.test = test;
        this.wholePath = wholePath;
        this.levels = levels;
    }

    /** One series and the plan for it. */
    record Subject(NamedSeries named, EvaluationPlan plan, RollingEvaluation evaluation) {}

    /**
     * The plan for a series.
     *
     * @throws CommandFailed if the series is too short for it
     */
    Subject plan(NamedSeries named) {
        TimeSeries series = named.series();
        ForecastRows.settings(series.step());
        List<Duration> lengths = horizons.stream()
                .map(horizon -> horizon.in(series.step()))
                .distinct()
                .toList();
        Duration whole = series.step().multipliedBy(series.size());
        Duration length = test != null ? test : shorter(whole.dividedBy(TEST_SHARE), MOST_TEST);
        Duration nearest = lengths.stream().min(Duration::compareTo).orElseThrow();
        Duration between = every != null ? every : shorter(nearest, MOST_BETWEEN_ORIGINS);
        EvaluationPlan plan =
                new EvaluationPlan(EvaluationPlan.testStart(series, length), between, lengths, wholePath, levels);
        if (length.compareTo(whole) >= 0) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    "The series " + named.id() + " has " + DurationOption.text(whole)
                            + ", which leaves nothing to learn from before a test of " + DurationOption.text(length)
                            + ".");
        }
        RollingEvaluation evaluation = new RollingEvaluation(series, plan, System::nanoTime);
        if (evaluation.origins() == 0) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    "The test of " + DurationOption.text(length) + " at the end of the series " + named.id()
                            + " is not longer than the horizon " + DurationOption.text(nearest) + ".");
        }
        return new Subject(named, plan, evaluation);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The runs of a subject: the standard forecaster, of which {@code listener} learns, and the naive ones. */
    static List<Callable<Evaluation>> runs(Subject subject, EvaluationListener listener) {
        Duration step = subject.named().series().step();
        Forecaster standard = Forecasters.standard(ForecastRows.settings(step));
        Stream<Forecaster> naive = NaiveForecaster.all(step).stream().map(forecaster -> forecaster);
        List<Callable<Evaluation>> runs = new ArrayList<>();
        runs.add(() -> subject.evaluation().run(standard, listener));
        naive.forEach(forecaster -> runs.add(() -> subject.evaluation().run(forecaster, EvaluationListener.SILENT)));
        return runs;
    }

    /** The table of a subject's evaluations. */
    BacktestTable table(Subject subject, List<Evaluation> evaluations) {
        BacktestTable table = new BacktestTable(evaluations, levels);
        horizons.forEach(horizon ->
                table.add(horizon.text(), horizon.in(subject.named().series().step())));
        return table;
    }
}
