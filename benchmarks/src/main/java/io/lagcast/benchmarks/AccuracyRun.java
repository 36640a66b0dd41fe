package io.lagcast.benchmarks;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.Evaluation;
import io.lagcast.forecasting.evaluation.EvaluationListener;
import io.lagcast.forecasting.evaluation.EvaluationPlan;
import io.lagcast.forecasting.evaluation.NaiveForecaster;
import io.lagcast.forecasting.evaluation.RollingEvaluation;
import io.lagcast.forecasting.evaluation.StepSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how good forecasts are on every row of a folder's {@code targets.csv}, and on the M4 Hourly series. */
@Command(
        name = "AccuracyRun",
        description = "Measure how good forecasts are on the traces of a folder with a targets.csv.",
        mixinStandardHelpOptions = true)
public final class AccuracyRun implements Callable<Integer> {

    static final QuantileLevels LEVELS = QuantileLevels.of(0.5, 0.9, 0.95, 0.99);

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "../shared/data",
            description = "Where targets.csv and the traces are (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--only",
            paramLabel = "HORIZON",
            split = ",",
            description = "Only rows of these horizons: 5min, 15min, 24h, 168h.")
    private @Nullable List<String> horizons;

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            split = ",",
            description = "Only traces whose names contain one of these.")
    private @Nullable List<String> traces;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Rows worked on at a time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--models", description = "Also print the forecaster's own record of its models.")
    private boolean models;

    @Option(names = "--m4", description = "Run the M4 Hourly series instead.")
    private boolean competition;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "1000",
            description = "With --m4: only the first N series.")
    private int seriesLimit;

    /** Runs with the given options and ends the program. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AccuracyRun()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (competition) {
            new HourlyCompetition(data, seriesLimit, threads).run(System.out);
            return 0;
        }
        List<TargetResult> results = results();
        Map<String, List<TargetResult>> byHorizon = new LinkedHashMap<>();
        results.forEach(result -> byHorizon
                .computeIfAbsent(result.target().horizon(), horizon -> new ArrayList<>())
                .add(result));
        AccuracyTable table = new AccuracyTable(System.out);
        byHorizon.forEach(table::print);
        if (models) {
            table.printModels(results);
        }
        return 0;
    }

    private List<TargetResult> results() throws IOException, InterruptedException {
        List<Target> targets = Target.read(data.resolve("targets.csv")).stream()
                .filter(target -> horizons == null || horizons.contains(target.horizon()))
                .filter(target -> traces == null || traces.stream().anyMatch(target.trace()::contains))
                .filter(target -> Files.isReadable(data.resolve(target.trace())))
                .toList();
        return inParallel(targets, threads, this::evaluate);
    }

    private TargetResult evaluate(Target target) throws IOException {
        TimeSeries series = Traces.read(data, target);
        EvaluationPlan plan = new EvaluationPlan(
                EvaluationPlan.testStart(series, target.test()),
                target.originEvery(),
                List.of(target.ahead()),
                target.wholePath(),
                LEVELS);
        RollingEvaluation evaluation = new RollingEvaluation(series, plan, System::nanoTime);
        double scale = evaluation.scale().orElseThrow();
        if (Math.abs(scale / target.scale() - 1) > 1e-3) {
            System.err.printf(
                    "%s %s: the scale is %.6g here and %.6g in targets.csv%n",
                    target.series(), target.horizon(), scale, target.scale());
        }
        Evaluation ours = run(evaluation, Forecasters.standard(StepSettings.of(target.step())));
        List<Evaluation> naive = NaiveForecaster.all(target.step()).stream()
                .map(forecaster -> run(evaluation, forecaster))
                .toList();
        System.err.printf("%s %s done%n", target.series(), target.horizon());
        return new TargetResult(target, ours, naive);
    }

    private static Evaluation run(RollingEvaluation evaluation, Forecaster forecaster) {
        return evaluation.run(forecaster, EvaluationListener.SILENT);
    }

    /** Something done to each of a list. */
    interface Work<T, R> {
        R apply(T item) throws IOException;
    }

    /** The results in the order of the items, so many of which are worked on at a time. */
    static <T, R> List<R> inParallel(List<T> items, int threads, Work<T, R> work) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(workers.submit(() -> work.apply(item)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A run failed: " + e.getCause(), e);
        }
    }
}
