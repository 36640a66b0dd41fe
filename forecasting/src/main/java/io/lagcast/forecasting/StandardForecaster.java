package io.lagcast.forecasting;

import io.lagcast.forecasting.interval.NormalQuantile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The combination behind {@link Forecasters#standard}: buckets, a pool of models on them, and refits that make a new pool out of the window. */
final class StandardForecaster implements Forecaster {

    private static final String NAME = "standard";
    private static final long NANOS = 1_000_000_000L;
    private static final int FEWEST_BUCKETS_BETWEEN_REFITS = 30;
    private static final int MOST_BUCKETS_BETWEEN_REFITS = 1440;
    private static final double SPREAD_WITHOUT_HISTORY = 0.5;

    private final ForecastSettings settings;
    private final long windowNanos;
    private final List<Stage> stages;
    private boolean observed;
    private Instant origin = Instant.EPOCH;
    private long originNanos;
    private long refitAt;
    private int refitSize;

    StandardForecaster(ForecastSettings settings) {
        this.settings = settings;
        this.windowNanos = settings.window().toNanos();
        this.stages = StageLayout.of(settings).stream()
                .map(layout -> new Stage(layout, settings))
                .toList();
    }

    private Stage finest() {
        return stages.get(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration step() {
        return settings.step();
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        check(from, to, meanValue);
        long toNanos = nanos(to);
        long fromNanos = Math.max(nanos(from), toNanos - windowNanos);
        if (observed && fromNanos - originNanos >= windowNanos) {
            stages.forEach(Stage::forget);
            refitSize = 0;
        }
        for (Stage stage : stages) {
            stage.observe(fromNanos, toNanos, meanValue);
        }
        observed = true;
        origin = to;
        originNanos = toNanos;
    }

    private void check(Instant from, Instant to, double meanValue) {
        if (!(meanValue >= 0 && meanValue < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "An observed mean must be finite and not negative but was " + meanValue + " from " + from);
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("An observation must have a length but was from " + from + " to " + to);
        }
        if (observed && from.isBefore(origin)) {
            throw new IllegalArgumentException("Observations must come in order: this one begins at " + from
                    + ", the previous one ended at " + origin);
        }
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        if (!observed) {
            return new Forecast.Unavailable(NAME, "Nothing was observed yet", settings.step());
        }
        double[][] values = new double[levels.count()][horizon.steps()];
        double[] probabilities = levels.toArray();
        double[] quantiles = new double[levels.count()];
        double[] scratch = new double[levels.count()];
        long width = horizon.step().toNanos();
        for (int h = 0; h < horizon.steps(); h++) {
            fill(h * width, (h + 1) * width, probabilities, quantiles, scratch);
            for (int i = 0; i < quantiles.length; i++) {
                values[i][h] = quantiles[i];
            }
        }
        return new Forecast.Quantiles(modelName(), origin, horizon, levels, values);
    }

    private void fill(long fromNanos, long toNanos, double[] probabilities, double[] quantiles, double[] scratch) {
        if (!finest().isReady()) {
            double level = finest().openMean().orElse(0);
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = Math.max(0, level * (1 + SPREAD_WITHOUT_HISTORY * NormalQuantile.of(probabilities[i])));
            }
            return;
        }
        stage(toNanos).quantiles(originNanos, fromNanos, toNanos, probabilities, quantiles, scratch);
    }

    /** The finest stage that reaches so far, or the last one that can say anything. */
    private Stage stage(long toNanos) {
        Stage last = finest();
        for (Stage stage : stages) {
            if (stage.isReady()) {
                last = stage;
                if (stage.reaches(originNanos, toNanos)) {
                    return stage;
                }
            }
        }
        return last;
    }

    private String modelName() {
        return NAME;
    }

    @Override
    public boolean refitDue() {
        if (finest().known() < FEWEST_BUCKETS_BETWEEN_REFITS) {
            return false;
        }
        int patience = Math.max(FEWEST_BUCKETS_BETWEEN_REFITS, Math.min(MOST_BUCKETS_BETWEEN_REFITS, refitSize / 2));
        return refitSize == 0 || finest().end() - refitAt >= patience;
    }

    @Override
    public void refit() {
        if (finest().known() == 0) {
            return;
        }
        stages.forEach(Stage::refit);
        refitAt = finest().end();
        refitSize = finest().size();
    }

    @Override
    public List<Score> scores() {
        return List.of();
    }
}
