package io.lagcast.forecasting;

import io.lagcast.forecasting.autoregression.Lags;
import io.lagcast.forecasting.autoregression.LogAutoregression;
import io.lagcast.forecasting.autoregression.SeasonalDifferenceAutoregression;
import io.lagcast.forecasting.boosting.QuantileTrees;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.decomposition.SeasonalMean;
import io.lagcast.forecasting.decomposition.SeasonalTrendSmoothing;
import io.lagcast.forecasting.decomposition.ShapeTimesLevel;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.longterm.SeasonFinder;
import io.lagcast.forecasting.longterm.SeasonalNaive;
import io.lagcast.forecasting.longterm.SeasonalProfile;
import io.lagcast.forecasting.longterm.SeasonalProfile.Correction;
import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.forecasting.own.OwnModelExpert;
import io.lagcast.forecasting.panel.Panel;
import io.lagcast.forecasting.regression.DirectElasticNet;
import io.lagcast.forecasting.regression.DirectRidge;
import io.lagcast.forecasting.regression.QuantileRegression;
import io.lagcast.forecasting.shortterm.DampedTrend;
import io.lagcast.forecasting.shortterm.ExponentialSmoothing;
import io.lagcast.forecasting.shortterm.HoltWinters;
import io.lagcast.forecasting.shortterm.LastValue;
import io.lagcast.forecasting.shortterm.ShortMean;
import io.lagcast.forecasting.tuning.Tuned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Who sits on a stage's panel: which experts, for which seasons, with which choices of parameters. */
final class PanelPlan {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Fewest buckets an hour must have to be a season of its own. */
    private static final int MIN_HOUR_BUCKETS = 6;

    /** Of the rows and features each tree sees. Any number does; it is the same in every run. */
    private static final long TREE_SEED = 1;

    private static final int MAX_FOUND_SEASONS = 3;
    private static final double SAME_SEASON = 0.03;

    /** Longest season Holt-Winters keeps a state for; longer ones are seen too rarely for it to learn one slot a bucket. */
    private static final int MAX_HOLT_WINTERS_SEASON = SeasonalProfile.MAX_SLOTS;

    private static final double DEFAULT_LEVEL_WEIGHT = 0.2;
    private static final double[] LEVEL_WEIGHTS = {DEFAULT_LEVEL_WEIGHT, 0.05, 0.1, 0.4, 0.7};

    /** Buckets a short mean may be of. */
    private static final int[] SHORT_MEANS = {5, 3, 10, 20};

    private final StageLayout layout;
    private final ForecastSettings settings;

    private final List<OwnModel> ownModels;

    /** A plan that seats these models of the user's beside our own experts. */
    PanelPlan(StageLayout layout, ForecastSettings settings, List<OwnModel> ownModels) {
        this.layout = layout;
        this.settings = settings;
        this.ownModels = List.copyOf(ownModels);
    }

    /** A season by its length and what it is called. */
    record Season(double buckets, String label) {}

    /** The seasons a panel goes by. */
    record Seasons(List<Season> all) {

        static final Seasons NONE = new Seasons(List.of());

        Seasons {
            all = List.copyOf(all);
        }

        /** Writes the seasons and answers them, or those that were written. */
        Seasons carry(State state) {
            int count = state.count(all.size());
            List<Season> carried = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Season season = i < all.size() ? all.get(i) : new Season(0, "");
                carried.add(new Season(state.number(season.buckets()), state.text(season.label())));
            }
            return new Seasons(carried);
        }
    }

    /** The panel before anything is known about the series: what needs no parameters. */
    Panel unfitted(BucketRing ring) {
        List<Expert> experts = new ArrayList<>();
        experts.add(new LastValue());
        experts.add(new Tuned(ring, leads(), smoothings()));
        for (Season season : known(layout.buckets())) {
            experts.add(new SeasonalNaive(season.label(), season.buckets(), ring));
        }
        return new Panel(ring, experts, SpreadScale.COUNTS, layout.span());
    }

    /** A panel for given seasons over an empty {@code ring}. */
    Panel panel(BucketRing ring, Seasons seasons, SpreadScale scale) {
        return new Panel(ring, experts(ring, seasons), servesPaths() ? SpreadScale.COUNTS : scale, layout.span());
    }

    private List<Expert> experts(BucketRing ring, Seasons seasons) {
        List<Expert> experts = new ArrayList<>();
        experts.add(new LastValue());
        experts.add(new Tuned(ring, leads(), smoothings()));
        experts.add(new Tuned(ring, leads(), shortMeans()));
        experts.add(new Tuned(ring, leads(), dampedTrends()));
        for (Season season : seasons.all()) {
            experts.add(new SeasonalNaive(season.label(), season.buckets(), ring));
            experts.add(new Tuned(ring, leads(), profiles(season)));
            if (season.buckets() <= MAX_HOLT_WINTERS_SEASON) {
                experts.add(new Tuned(ring, leads(), holtWinters(season)));
            }
        }
        addDirect(experts, ring, seasons);
        addElasticNet(experts, ring, seasons);
        addAutoregressions(experts, ring, seasons);
        addDecompositions(experts, ring, seasons);
        ownModels.forEach(model -> experts.add(new OwnModelExpert(ring, model)));
        return experts;
    }

    /** Experts fitted for single leads, where there are such. Jobs that start on the hour show in a season of an hour, however weak it is. */
    private void addDirect(List<Expert> experts, BucketRing ring, Seasons seasons) {
        if (layout.anchorReach() == 0) {
            return;
        }
        int[] anchors = Panel.anchors(layout.anchorReach());
        double hour = HOUR.toNanos() / (double) layout.step().toNanos();
        double[] lengths = DoubleStream.concat(
                        hour >= MIN_HOUR_BUCKETS ? DoubleStream.of(hour) : DoubleStream.empty(),
                        seasons.all().stream()
                                .mapToDouble(Season::buckets)
                                .filter(length -> Math.abs(length - hour) > SAME_SEASON * hour))
                .sorted()
                .toArray();
        experts.add(new DirectRidge(ring, lengths, anchors));
        experts.add(new QuantileRegression(ring, lengths, anchors));
        experts.add(new QuantileTrees(ring, lengths, anchors, TREE_SEED));
    }

    /** For paths that begin where others end: near leads are better served by models of single leads. */
    private void addElasticNet(List<Expert> experts, BucketRing ring, Seasons seasons) {
        int nearest = 1 + Math.max(layout.anchorReach(), layout.span().covered());
        if (servesPaths() && nearest > 1) {
            experts.add(new DirectElasticNet(ring, lengths(seasons), nearest, layout.reach()));
        }
    }

    private static double[] lengths(Seasons seasons) {
        return seasons.all().stream().mapToDouble(Season::buckets).sorted().toArray();
    }

    /** For paths: minutes are too fine for lags of a week, and their leads too near to need them. */
    private void addAutoregressions(List<Expert> experts, BucketRing ring, Seasons seasons) {
        if (!servesPaths()) {
            return;
        }
        double[] lengths = lengths(seasons);
        experts.add(autoregression(ring, lengths, Scale.LOGARITHM, Lags.MANY, false));
        experts.add(autoregression(ring, lengths, Scale.LOGARITHM, Lags.TWO_WEEKS, true));
        experts.add(autoregression(ring, lengths, Scale.LOGARITHM, Lags.FEW, false));
        experts.add(autoregression(ring, lengths, Scale.IDENTITY, Lags.MANY, false));
        for (double season : lengths) {
            experts.add(new SeasonalDifferenceAutoregression(
                    ring, lengths, season, layout.reach(), Scale.LOGARITHM, Lags.NEAR));
        }
    }

    private void addDecompositions(List<Expert> experts, BucketRing ring, Seasons seasons) {
        if (!servesPaths() || seasons.all().isEmpty()) {
            return;
        }
        double[] lengths = lengths(seasons);
        for (double season : lengths) {
            int count = season == lengths[lengths.length - 1] && lengths.length > 1 ? 4 : 7;
            experts.add(new SeasonalMean(ring, season, new SeasonalMean.Window(count, 0, 1)));
            int recent = (int) Math.max(1, lengths[0] / 24);
            experts.add(new SeasonalMean(ring, season, new SeasonalMean.Window(count, recent, lengths[0] / 4)));
        }
        experts.add(new SeasonalTrendSmoothing(ring, lengths, Scale.LOGARITHM));
        experts.add(new SeasonalTrendSmoothing(ring, lengths, Scale.IDENTITY));
        experts.add(new ShapeTimesLevel(ring, lengths));
    }

    private Expert autoregression(BucketRing ring, double[] seasons, Scale scale, Lags lags, boolean seasonalMeans) {
        return new LogAutoregression(
                ring, seasons, layout.reach(), new LogAutoregression.Shape(scale, lags, seasonalMeans));
    }

    private boolean servesPaths() {
        return layout.anchorReach() < layout.reach();
    }

    private int[] leads() {
        if (layout.anchorReach() == layout.reach()) {
            int unit = Math.max(1, layout.reach() / 12);
            return new int[] {unit, 3 * unit};
        }
        return new int[] {Math.max(1, layout.reach() / 12), Math.max(1, layout.reach() / 3)};
    }

    private static List<Supplier<PointModel>> smoothings() {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        for (double weight : LEVEL_WEIGHTS) {
            grid.add(() -> new ExponentialSmoothing("", weight));
        }
        return grid;
    }

    private static List<Supplier<PointModel>> shortMeans() {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        for (int buckets : SHORT_MEANS) {
            grid.add(() -> new ShortMean(buckets));
        }
        return grid;
    }

    private static List<Supplier<PointModel>> dampedTrends() {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        for (double level : new double[] {0.2, 0.5, 0.9}) {
            for (double trend : new double[] {0.1, 0.4}) {
                for (double damping : new double[] {0.7, 0.9, 0.98}) {
                    DampedTrend.Weights weights = new DampedTrend.Weights(level, trend, damping);
                    grid.add(() -> new DampedTrend(weights));
                }
            }
        }
        return grid;
    }

    private static List<Supplier<PointModel>> profiles(Season season) {
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
                            grid.add(() -> new SeasonalProfile(season.label(), season.buckets(), shape));
                        }
                    }
                }
            }
        }
        return grid;
    }

    private static List<Supplier<PointModel>> holtWinters(Season season) {
        List<Supplier<PointModel>> grid = new ArrayList<>();
        int buckets = (int) Math.round(season.buckets());
        for (double level : new double[] {0.2, 0.05, 0.5, 0.9}) {
            for (double seasonWeight : new double[] {0.1, 0.3}) {
                for (double[] trend : new double[][] {{0, 1}, {0.05, 0.9}, {0.05, 0.98}, {0.3, 0.9}}) {
                    HoltWinters.Weights weights = new HoltWinters.Weights(level, trend[0], seasonWeight, trend[1]);
                    grid.add(() -> new HoltWinters(season.label(), buckets, weights));
                }
            }
        }
        return grid;
    }

    /** The seasons of the settings that the history holds, and those found in it. */
    Seasons seasons(BucketRing history) {
        List<Season> seasons = new ArrayList<>(known(history.size()));
        for (double found : SeasonFinder.find(history, MAX_FOUND_SEASONS)) {
            if (seasons.stream().noneMatch(season -> Math.abs(season.buckets() - found) < SAME_SEASON * found)) {
                Duration length =
                        Duration.ofMillis(Math.round(found * layout.step().toMillis()));
                seasons.add(new Season(found, DurationText.of(length)));
            }
        }
        return new Seasons(seasons);
    }

    private List<Season> known(int buckets) {
        return settings.seasons().stream()
                .map(length ->
                        new Season(length.toNanos() / (double) layout.step().toNanos(), DurationText.of(length)))
                .filter(season -> season.buckets() >= 2 && season.buckets() < buckets)
                .toList();
    }

    /** How the changes from bucket to bucket differ between the lower and the upper half of the values. */
    static SpreadScale spread(BucketRing history) {
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
