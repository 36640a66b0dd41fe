package io.lagcast.forecasting;

import io.lagcast.forecasting.backtest.Pool;
import io.lagcast.forecasting.backtest.Tuning;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.longterm.SeasonFinder;
import io.lagcast.forecasting.longterm.SeasonalNaive;
import io.lagcast.forecasting.longterm.SeasonalProfile;
import io.lagcast.forecasting.longterm.SeasonalProfile.Correction;
import io.lagcast.forecasting.point.PointModel;
import io.lagcast.forecasting.shortterm.ExponentialSmoothing;
import io.lagcast.forecasting.shortterm.HoltWinters;
import io.lagcast.forecasting.shortterm.LastValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Decides which models with which parameters make up a pool. Parameters come from small grids and the first {@value #TRAINING_PERCENT} % of the
 * window, so that the record on the rest of it is out of sample. Most models are fitted twice, for near and for far leads.
 */
final class PoolFitting {

    private static final int TRAINING_PERCENT = 67;
    private static final int MAX_FOUND_SEASONS = 3;
    private static final double SAME_SEASON = 0.03;

    /** Longest season Holt-Winters keeps a state for; longer ones are seen too rarely for it to learn one slot a bucket. */
    private static final int MAX_HOLT_WINTERS_SEASON = SeasonalProfile.MAX_SLOTS;

    /** One season to start from and two to follow, or its slots are single noisy observations. */
    private static final int MIN_HOLT_WINTERS_SEASONS = 3;

    private static final double DEFAULT_LEVEL_WEIGHT = 0.2;
    private static final double[] LEVEL_WEIGHTS = {DEFAULT_LEVEL_WEIGHT, 0.05, 0.1, 0.4, 0.7};

    private final ForecastSettings settings;
    private final double[] reaches;

    PoolFitting(ForecastSettings settings) {
        this.settings = settings;
        int steps = settings.shortTermSteps();
        this.reaches = new double[] {Math.max(1, steps / 12), steps, 8.0 * steps, Double.POSITIVE_INFINITY};
    }

    /** The reach in words, such as {@code up to 1h}. */
    String reachText(int reach) {
        if (reach == reaches.length - 1) {
            return "beyond";
        }
        return "up to " + DurationText.of(settings.step().multipliedBy((long) reaches[reach]));
    }

    private record Season(double buckets, String label) {}

    /** The pool before anything is known about the series: what needs no parameters. */
    Pool unfitted(BucketRing ring) {
        List<PointModel> models = new ArrayList<>();
        models.add(new LastValue());
        models.add(new ExponentialSmoothing("", DEFAULT_LEVEL_WEIGHT));
        for (Season season : knownSeasons(settings.buckets())) {
            models.add(new SeasonalNaive(season.label(), season.buckets(), ring));
        }
        return new Pool(ring, models, SpreadScale.COUNTS, reaches);
    }

    /** A pool fitted to {@code history} that has walked along it, into the empty ring {@code replayed}. */
    Pool fitted(BucketRing history, BucketRing replayed) {
        long trained = history.first() + history.size() * (long) TRAINING_PERCENT / 100;
        Pool pool = new Pool(replayed, models(history, trained, replayed), spread(history), reaches);
        pool.scoring(false);
        for (long bucket = history.first(); bucket < history.end(); bucket++) {
            if (bucket == trained) {
                pool.scoring(true);
            }
            if (history.isKnown(bucket)) {
                pool.known(bucket, history.value(bucket));
            } else {
                pool.missing(bucket);
            }
        }
        pool.settle();
        return pool;
    }

    private List<PointModel> models(BucketRing history, long trained, BucketRing replayed) {
        int[][] leads = {nearLeads(), farLeads(history)};
        List<PointModel> models = new ArrayList<>();
        models.add(new LastValue());
        addFitted(models, history, trained, leads, this::smoothings);
        for (Season season : seasons(history)) {
            models.add(new SeasonalNaive(season.label(), season.buckets(), replayed));
            if (2 * season.buckets() > history.size()) {
                continue;
            }
            addFitted(models, history, trained, leads, suffix -> profiles(season, suffix));
            if (season.buckets() <= MAX_HOLT_WINTERS_SEASON
                    && MIN_HOLT_WINTERS_SEASONS * season.buckets() <= history.size()) {
                addFitted(models, history, trained, leads, suffix -> holtWinters(season, suffix));
            }
        }
        return models;
    }

    private interface Grid {
        List<Supplier<PointModel>> named(String suffix);
    }

    private static void addFitted(List<PointModel> models, BucketRing history, long trained, int[][] leads, Grid grid) {
        int[] best = Tuning.best(history, trained, leads, grid.named(""));
        if (best[0] == best[1]) {
            models.add(grid.named("").get(best[0]).get());
            return;
        }
        models.add(grid.named(" near").get(best[0]).get());
        models.add(grid.named(" far").get(best[1]).get());
    }

    private int[] nearLeads() {
        int unit = Math.max(1, settings.shortTermSteps() / 12);
        return new int[] {unit, 3 * unit};
    }

    private int[] farLeads(BucketRing history) {
        int longest = history.size() / 6;
        return Arrays.stream(new int[] {2, 8, 20})
                .map(times -> Math.min(times * settings.shortTermSteps(), longest))
                .filter(lead -> lead >= 1)
                .distinct()
                .toArray();
    }

    private List<Supplier<PointModel>> smoothings(String suffix) {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        for (double weight : LEVEL_WEIGHTS) {
            grid.add(() -> new ExponentialSmoothing(suffix, weight));
        }
        return grid;
    }

    private static List<Supplier<PointModel>> profiles(Season season, String suffix) {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        double[] slotBuckets = season.buckets() >= 240 ? new double[] {1, 5} : new double[] {1};
        for (double slot : slotBuckets) {
            for (double seasonWeight : new double[] {0.15, 0.35}) {
                for (Correction correction : Correction.values()) {
                    for (double memory : new double[] {0.5, 3, 15, 60}) {
                        for (double fading :
                                new double[] {season.buckets() / 4, season.buckets() / 24, Double.POSITIVE_INFINITY}) {
                            SeasonalProfile.Shape shape =
                                    new SeasonalProfile.Shape(slot, seasonWeight, correction, memory, fading);
                            grid.add(() -> new SeasonalProfile(season.label() + suffix, season.buckets(), shape));
                        }
                    }
                }
            }
        }
        return grid;
    }

    private static List<Supplier<PointModel>> holtWinters(Season season, String suffix) {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        int buckets = (int) Math.round(season.buckets());
        for (double level : new double[] {0.2, 0.05, 0.5, 0.9}) {
            for (double seasonWeight : new double[] {0.1, 0.3}) {
                for (double[] trend : new double[][] {{0, 1}, {0.05, 0.9}, {0.05, 0.98}, {0.3, 0.9}}) {
                    HoltWinters.Weights weights = new HoltWinters.Weights(level, trend[0], seasonWeight, trend[1]);
                    grid.add(() -> new HoltWinters(season.label() + suffix, buckets, weights));
                }
            }
        }
        return grid;
    }

    private List<Season> seasons(BucketRing history) {
        List<Season> seasons = new ArrayList<>(knownSeasons(history.size()));
        for (double found : SeasonFinder.find(history, MAX_FOUND_SEASONS)) {
            if (seasons.stream().noneMatch(season -> Math.abs(season.buckets() - found) < SAME_SEASON * found)) {
                Duration length =
                        Duration.ofMillis(Math.round(found * settings.step().toMillis()));
                seasons.add(new Season(found, DurationText.of(length)));
            }
        }
        return seasons;
    }

    private List<Season> knownSeasons(int buckets) {
        return settings.seasons().stream()
                .map(length ->
                        new Season(length.toNanos() / (double) settings.step().toNanos(), DurationText.of(length)))
                .filter(season -> season.buckets() < buckets)
                .toList();
    }

    /** How the changes from bucket to bucket differ between the lower and the upper half of the values. */
    private static SpreadScale spread(BucketRing history) {
        double mean = 0;
        int known = 0;
        for (long bucket = history.first(); bucket < history.end(); bucket++) {
            if (history.isKnown(bucket)) {
                mean += history.value(bucket);
                known++;
            }
        }
        mean /= Math.max(1, known);
        double[] level = new double[2];
        double[] move = new double[2];
        int[] count = new int[2];
        for (long bucket = history.first() + 1; bucket < history.end(); bucket++) {
            if (history.isKnown(bucket) && history.isKnown(bucket - 1)) {
                double before = history.value(bucket - 1);
                int half = before > mean ? 1 : 0;
                level[half] += before;
                move[half] += Math.abs(history.value(bucket) - before);
                count[half]++;
            }
        }
        if (count[0] == 0 || count[1] == 0) {
            return SpreadScale.COUNTS;
        }
        return SpreadScale.fitting(level[0] / count[0], move[0] / count[0], level[1] / count[1], move[1] / count[1]);
    }
}
