package io.lagcast.forecasting.backtest;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.interval.ErrorWindow;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.point.PointModel;
import org.jspecify.annotations.Nullable;

/**
 * What the pool knows about one {@link Cell}: forecasts whose time has not come, each model's fading error, each candidate's error window and loss.
 * Candidates are the models, in order, and after them their weighted mean. Mutable, one owner.
 */
final class CellRecord {

    /** Levels the loss is averaged over: the middle, and what a capacity decision looks at. */
    static final double[] SCORED_LEVELS = {0.5, 0.9, 0.95, 0.99};

    /** Share of the errors' weight that is left an origin later: half after 140 origins, a day of minutes at the usual stride. 0.98 to 0.995 were tried. */
    private static final double KEEP = 0.995;

    /** How decidedly the weighted mean prefers smaller errors. Of 4, 8 and 12, tried on eleven traces, 8 had the smallest loss. */
    private static final double POWER = 8;

    /** Errors a model needs before it counts in the weighted mean, and a candidate before its quantiles are scored. */
    private static final int MIN_ERRORS = 5;

    private static final int MIN_ERRORS_TO_SCORE = 8;

    private final Cell cell;
    private final int models;
    private final long[] pendingOrigin;
    private final double[][] pendingForecast;
    private int pendingFirst;
    private int pendingCount;
    private long lastOrigin = Long.MIN_VALUE / 2;
    private long passed;

    private final double[] errorSum;
    private final double[] errorWeight;
    private final int[] errors;
    private final @Nullable ErrorWindow[] windows;
    private final double[] loss;
    private final double[] lastValueLoss;
    private final int[] scored;

    CellRecord(Cell cell, int models) {
        this.cell = cell;
        this.models = models;
        int room = cell.lastLead() / Math.max(1, Math.min(stride(0), stride(Long.MAX_VALUE))) + 2;
        this.pendingOrigin = new long[room];
        this.pendingForecast = new double[room][models + 1];
        this.errorSum = new double[models];
        this.errorWeight = new double[models];
        this.errors = new int[models];
        this.windows = new ErrorWindow[models + 1];
        for (int i = 0; i <= models; i++) {
            windows[i] = new ErrorWindow(capacity(cell));
        }
        this.loss = new double[models + 1];
        this.lastValueLoss = new double[models + 1];
        this.scored = new int[models + 1];
    }

    /** Three days of minutes at the usual stride; fewer where errors are means of many buckets and come slowly anyway. */
    private static int capacity(Cell cell) {
        return cell.width() == 1 ? 432 : cell.width() == 5 ? 288 : 168;
    }

    Cell cell() {
        return cell;
    }

    /** Buckets between origins: dense while the series is young, then as sparse as the errors' correlation suggests. */
    private int stride(long seen) {
        int sparse = (int) Math.min(10, 1 + seen / 200);
        return Math.max(Math.max(cell.width(), (cell.lastLead() + 7) / 8), sparse);
    }

    /** Settles the forecasts whose time has come with the newest bucket, and makes new ones. */
    void step(long newest, PointModel[] pool, BucketRing ring, Clip clip, boolean scoring) {
        passed++;
        while (pendingCount > 0 && pendingOrigin[pendingFirst] + cell.lastLead() <= newest) {
            settle(pendingOrigin[pendingFirst], pendingForecast[pendingFirst], ring, clip, scoring);
            pendingFirst = (pendingFirst + 1) % pendingOrigin.length;
            pendingCount--;
        }
        if (newest - lastOrigin >= stride(passed) && pendingCount < pendingOrigin.length) {
            lastOrigin = newest;
            int slot = (pendingFirst + pendingCount) % pendingOrigin.length;
            pendingOrigin[slot] = newest;
            expect(pool, clip, pendingForecast[slot]);
            pendingCount++;
        }
    }

    /** Each model's expectation of the cell (NaN: not ready), then the weighted mean. */
    private void expect(PointModel[] pool, Clip clip, double[] expected) {
        for (int i = 0; i < models; i++) {
            expected[i] = pool[i].isReady() ? clip.apply(mean(pool[i])) : Double.NaN;
        }
        expected[models] = weightedMean(expected);
    }

    private double mean(PointModel model) {
        double sum = 0;
        for (int i = 0; i < cell.width(); i++) {
            sum += model.forecast(cell.firstLead() + i);
        }
        return sum / cell.width();
    }

    /**
     * The mean of the models' expectations (NaN: none) weighted by {@code (fading mean absolute error)^-8}; the last value, which is model 0, when
     * there is no error to go by. NaN if there is no expectation at all.
     */
    double weightedMean(double[] expected) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < models; i++) {
            if (counts(i, expected)) {
                best = Math.min(best, errorSum[i] / errorWeight[i]);
            }
        }
        double weightSum = 0;
        double sum = 0;
        for (int i = 0; i < models; i++) {
            if (counts(i, expected)) {
                double error = errorSum[i] / errorWeight[i];
                double weight = error == best ? 1 : Math.pow(best / error, POWER);
                weightSum += weight;
                sum += weight * expected[i];
            }
        }
        return weightSum > 0 ? sum / weightSum : expected[0];
    }

    /** Whether the weighted mean has errors to go by. */
    boolean hasWeights() {
        return errors[0] >= MIN_ERRORS;
    }

    private boolean counts(int model, double[] expected) {
        return errors[model] >= MIN_ERRORS && !Double.isNaN(expected[model]);
    }

    private void settle(long origin, double[] expected, BucketRing ring, Clip clip, boolean scoring) {
        double sum = 0;
        int known = 0;
        for (long bucket = origin + cell.firstLead(); bucket <= origin + cell.lastLead(); bucket++) {
            if (ring.isKnown(bucket)) {
                sum += ring.value(bucket);
                known++;
            }
        }
        if (2 * known < cell.width()) {
            return;
        }
        double actual = sum / known;
        double yardstick = scoring ? pinball(0, expected[0], actual, clip) : Double.NaN;
        for (int i = 0; i <= models; i++) {
            if (!Double.isNaN(expected[i])) {
                if (scoring && !Double.isNaN(yardstick)) {
                    score(i, i == 0 ? yardstick : pinball(i, expected[i], actual, clip), yardstick);
                }
                learn(i, expected[i], actual, clip);
            }
        }
    }

    private void score(int candidate, double pinball, double yardstick) {
        if (!Double.isNaN(pinball)) {
            loss[candidate] += pinball;
            lastValueLoss[candidate] += yardstick;
            scored[candidate]++;
        }
    }

    private void learn(int candidate, double expected, double actual, Clip clip) {
        if (candidate < models) {
            errorSum[candidate] = KEEP * errorSum[candidate] + Math.abs(actual - expected);
            errorWeight[candidate] = KEEP * errorWeight[candidate] + 1;
            errors[candidate]++;
        }
        ErrorWindow window = windows[candidate];
        if (window != null) {
            window.add((actual - expected) / clip.unit(expected));
        }
    }

    /** Mean pinball loss of the candidate's calibrated quantiles over {@link #SCORED_LEVELS}; NaN while it has too few errors. */
    private double pinball(int candidate, double expected, double actual, Clip clip) {
        ErrorWindow window = windows[candidate];
        if (window == null || window.size() < MIN_ERRORS_TO_SCORE) {
            return Double.NaN;
        }
        double unit = clip.unit(expected);
        double sum = 0;
        for (double level : SCORED_LEVELS) {
            double miss = actual - Math.max(0, expected + unit * window.quantile(level));
            sum += miss >= 0 ? level * miss : (level - 1) * miss;
        }
        return sum / SCORED_LEVELS.length;
    }

    /** The errors of a candidate, or null when they were not kept. */
    @Nullable
    ErrorWindow window(int candidate) {
        return windows[candidate];
    }

    /** Forgets the error windows of all candidates but one. */
    void keepOnly(int candidate) {
        for (int i = 0; i <= models; i++) {
            if (i != candidate) {
                windows[i] = null;
            }
        }
    }

    double loss(int candidate) {
        return loss[candidate];
    }

    /** Loss of the last value over the origins the candidate was scored at. */
    double lastValueLoss(int candidate) {
        return lastValueLoss[candidate];
    }

    int scored(int candidate) {
        return scored[candidate];
    }

    /** Keeps expectations within what is possible and says in what unit errors count there; shared by all cells of a pool. Mutable, one owner. */
    static final class Clip {

        /** Times the largest value seen: growth beyond that within a horizon is rather a model gone astray. */
        private static final double HEADROOM = 3;

        private final SpreadScale scale;
        private double mean;
        private double max;
        private long seen;

        Clip(SpreadScale scale) {
            this.scale = scale;
        }

        void absorb(double value) {
            seen++;
            mean += (value - mean) / seen;
            max = Math.max(max, value);
        }

        double apply(double expected) {
            return Math.max(0, Math.min(HEADROOM * max, expected));
        }

        double unit(double level) {
            return scale.unit(level, mean);
        }

        double mean() {
            return mean;
        }
    }
}
