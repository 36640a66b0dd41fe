package io.lagcast.forecasting;

import io.lagcast.forecasting.backtest.ModelScore;
import io.lagcast.forecasting.backtest.Pool;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.bucket.Bucketing;
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
    private final long stepNanos;
    private final long windowNanos;
    private final PoolFitting fitting;
    private Bucketing bucketing;
    private BucketRing ring;
    private Pool pool;
    private boolean observed;
    private Instant origin = Instant.EPOCH;
    private long originNanos;
    private long refitAt;
    private int refitSize;

    StandardForecaster(ForecastSettings settings) {
        this.settings = settings;
        this.stepNanos = settings.step().toNanos();
        this.windowNanos = settings.window().toNanos();
        this.fitting = new PoolFitting(settings);
        this.bucketing = new Bucketing(stepNanos);
        this.ring = new BucketRing(settings.buckets());
        this.pool = fitting.unfitted(ring);
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
            forget();
        }
        bucketing.observe(fromNanos, toNanos, meanValue, pool);
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

    private void forget() {
        bucketing = new Bucketing(stepNanos);
        ring = new BucketRing(settings.buckets());
        pool = fitting.unfitted(ring);
        refitSize = 0;
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        if (!observed) {
            return new Forecast.Unavailable(NAME, "Nothing was observed yet", settings.step());
        }
        double[][] values = new double[levels.count()][horizon.steps()];
        double[] probabilities = levels.toArray();
        double[] quantiles = new double[levels.count()];
        for (int h = 0; h < horizon.steps(); h++) {
            if (pool.isReady()) {
                fillFromPool(horizon.step(), h, probabilities, quantiles);
            } else {
                fillFromOpenBucket(probabilities, quantiles);
            }
            for (int i = 0; i < quantiles.length; i++) {
                values[i][h] = quantiles[i];
            }
        }
        return new Forecast.Quantiles(modelName(horizon), origin, horizon, levels, values);
    }

    private void fillFromPool(Duration horizonStep, int h, double[] probabilities, double[] quantiles) {
        double sinceClosed = (originNanos - ring.end() * stepNanos) / (double) stepNanos;
        double width = horizonStep.toNanos() / (double) stepNanos;
        pool.forecast(sinceClosed + h * width, sinceClosed + (h + 1) * width, probabilities, quantiles);
    }

    private void fillFromOpenBucket(double[] probabilities, double[] quantiles) {
        double level = bucketing.openMean().orElse(0);
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = Math.max(0, level * (1 + SPREAD_WITHOUT_HISTORY * NormalQuantile.of(probabilities[i])));
        }
    }

    private String modelName(Horizon horizon) {
        if (!pool.isReady()) {
            return NAME + ": last value";
        }
        double steps = horizon.length().toNanos() / (double) stepNanos;
        String near = pool.answering(1);
        String far = pool.answering(steps);
        return near.equals(far) ? NAME + ": " + near : NAME + ": " + near + ", later " + far;
    }

    @Override
    public boolean refitDue() {
        if (ring.known() < FEWEST_BUCKETS_BETWEEN_REFITS) {
            return false;
        }
        int patience = Math.max(FEWEST_BUCKETS_BETWEEN_REFITS, Math.min(MOST_BUCKETS_BETWEEN_REFITS, refitSize / 2));
        return refitSize == 0 || ring.end() - refitAt >= patience;
    }

    @Override
    public void refit() {
        if (ring.known() == 0) {
            return;
        }
        BucketRing replayed = new BucketRing(settings.buckets());
        pool = fitting.fitted(ring, replayed);
        ring = replayed;
        refitAt = ring.end();
        refitSize = ring.size();
    }

    @Override
    public List<Score> scores() {
        return pool.scores().stream().map(this::score).toList();
    }

    private Score score(ModelScore score) {
        String model = score.model() + ", " + fitting.reachText(score.reach());
        return new Score(model, score.loss(), score.relativeToLastValue(), score.origins(), score.chosen());
    }
}
