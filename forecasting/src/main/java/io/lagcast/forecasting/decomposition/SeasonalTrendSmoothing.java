package io.lagcast.forecasting.decomposition;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * Takes the seasonal components off (MSTL), smooths what is left, and puts the components on again.
 *
 * <p>With {@code z} the {@link Transformation} of the series and {@code s_k} the seasonal components, found one after the other and improved once, the
 * shorter ones changing slowly, the longest constant:
 *
 * <pre>
 * d(t) = z(t) - sum_k s_k(t),   level(t) = level(t-1) + alpha (d(t) - level(t-1))
 * forecast(lead) = back(level + phi^lead (d - level) + sum_k s_k(t + lead - as many seasons as needed))
 * </pre>
 *
 * <p>{@code alpha} = 1/m, {@code m} from an eighth to four of the shortest seasons, is chosen by the absolute error of the level as a forecast of the
 * mean over the next season; {@code phi} in [0, 0.98] by regression of the next deviation from the level on the last. Components are found when
 * fitted and repeated until then; a forecast is kept near the range of the past ({@link Transformation#within}). Seasons of which the history does not hold two are left out; without any season it does not forecast.
 *
 * <p>Source: Bandara, Hyndman and Bergmeir 2021, "MSTL: A Seasonal-Trend Decomposition Algorithm for Time Series with Multiple Seasonal Patterns",
 * https://arxiv.org/abs/2107.13462. Deviations: the longest component is constant, a fading remainder is added to the smoothing, and the smoothing
 * constant is chosen for a season ahead instead of one step.
 */
public final class SeasonalTrendSmoothing implements Expert {

    private static final int SEASONAL_SPAN = 11;
    private static final int PASSES = 2;
    private static final double MAX_PHI = 0.98;
    private static final double[] LEVEL_SEASONS = {0.125, 0.25, 0.5, 1, 2, 4};

    private final BucketRing ring;
    private final double[] seasons;
    private final Scale scale;

    private Transformation transformation;
    private double[][] components = {};
    private int[] lengths = {};
    private long anchor;
    private double alpha;
    private double phi;
    private double level;
    private double deviation;
    private double low;
    private double high;
    private long newest;

    /**
     * An expert that has yet to be fitted.
     *
     * @param ring which somebody else fills
     * @param seasonBuckets lengths of the seasons in buckets; components are found for the rounded lengths
     * @param scale on which components add up
     */
    public SeasonalTrendSmoothing(BucketRing ring, double[] seasonBuckets, Scale scale) {
        this.ring = ring;
        this.seasons = seasonBuckets.clone();
        Arrays.sort(seasons);
        this.scale = scale;
        this.transformation = new Transformation(scale, 1, 0);
    }

    @Override
    public String name() {
        return "seasonal and trend components" + (scale == Scale.LOGARITHM ? " of logarithms" : "") + ", smoothing";
    }

    @Override
    public void absorb(long bucket, double mean) {
        newest = bucket;
        if (lengths.length == 0) {
            return;
        }
        double z = transformation.to(mean);
        low = Math.min(low, z);
        high = Math.max(high, z);
        double adjusted = z - seasonal(bucket);
        level += alpha * (adjusted - level);
        deviation = adjusted - level;
    }

    @Override
    public void absorbMissing(long bucket) {
        newest = bucket;
        deviation *= phi;
    }

    @Override
    public void fit() {
        FilledSeries series = FilledSeries.of(ring, seasons);
        int[] usable = Arrays.stream(seasons)
                .mapToInt(season -> (int) Math.round(season))
                .filter(season -> season >= 2 && 2 * season < series.length())
                .toArray();
        if (usable.length == 0) {
            return;
        }
        lengths = usable;
        transformation = Transformation.of(scale, series);
        double[] adjusted = new double[series.length()];
        double[] known = new double[series.length()];
        for (int t = 0; t < adjusted.length; t++) {
            adjusted[t] = transformation.to(series.value(t));
            known[t] = series.isKnown(t) ? 1 : 0;
        }
        low = Arrays.stream(adjusted).min().orElse(0);
        high = Arrays.stream(adjusted).max().orElse(0);
        decompose(adjusted, known);
        anchor = series.first() + series.length();
        newest = anchor - 1;
        chooseLevel(adjusted);
    }

    /** Finds the components and leaves the series without them in {@code adjusted}. */
    private void decompose(double[] adjusted, double[] known) {
        double[][] found = new double[lengths.length][adjusted.length];
        for (int pass = 0; pass < (lengths.length == 1 ? 1 : PASSES); pass++) {
            for (int k = 0; k < lengths.length; k++) {
                add(found[k], adjusted, 1);
                boolean longest = k > 0 && k == lengths.length - 1;
                int span = longest ? SeasonalTrend.PERIODIC : SEASONAL_SPAN;
                found[k] = new SeasonalTrend(adjusted, known, lengths[k], span).seasonal();
                add(found[k], adjusted, -1);
            }
        }
        components = new double[lengths.length][];
        for (int k = 0; k < lengths.length; k++) {
            components[k] = Arrays.copyOfRange(found[k], adjusted.length - lengths[k], adjusted.length);
        }
    }

    private static void add(double[] component, double[] adjusted, int sign) {
        for (int t = 0; t < adjusted.length; t++) {
            adjusted[t] += sign * component[t];
        }
    }

    private void chooseLevel(double[] adjusted) {
        double best = Double.POSITIVE_INFINITY;
        for (double seasonsOfMemory : LEVEL_SEASONS) {
            double candidate = Math.min(1, 1 / Math.max(1, seasonsOfMemory * lengths[0]));
            double error = seasonAheadError(adjusted, candidate);
            if (error < best) {
                best = error;
                alpha = candidate;
            }
        }
        double nextByLast = 0;
        double lastByLast = 0;
        level = adjusted[0];
        for (int t = 0; t < adjusted.length; t++) {
            if (t > lengths[0]) {
                nextByLast += (adjusted[t] - level) * deviation;
                lastByLast += deviation * deviation;
            }
            level += alpha * (adjusted[t] - level);
            deviation = adjusted[t] - level;
        }
        phi = lastByLast > 0 ? Math.max(0, Math.min(MAX_PHI, nextByLast / lastByLast)) : 0;
    }

    private double seasonAheadError(double[] adjusted, double candidate) {
        int season = lengths[0];
        double ahead = 0;
        for (int t = 1; t <= season; t++) {
            ahead += adjusted[t];
        }
        double error = 0;
        double smoothed = adjusted[0];
        for (int t = 1; t + season < adjusted.length; t++) {
            smoothed += candidate * (adjusted[t] - smoothed);
            ahead += adjusted[t + season] - adjusted[t];
            error += t > season / 2 ? Math.abs(ahead / season - smoothed) : 0;
        }
        return error;
    }

    private double seasonal(long bucket) {
        double sum = 0;
        for (int k = 0; k < lengths.length; k++) {
            sum += components[k][(int) Math.floorMod(bucket - anchor, (long) lengths[k])];
        }
        return sum;
    }

    @Override
    public double seasonBuckets() {
        return seasons.length == 0 ? 0 : seasons[seasons.length - 1];
    }

    @Override
    public boolean canForecast(int lead) {
        return lead >= 1 && lengths.length > 0;
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("Not fitted on two whole seasons yet");
        }
        double z = level + deviation * Math.pow(phi, lead) + seasonal(newest + lead);
        return transformation.from(transformation.within(low, high, z));
    }

    @Override
    public Learning learning() {
        return Learning.by(SeasonalTrendSmoothing.class)
                .with("seasons, buckets", Arrays.toString(lengths))
                .with("level weight", alpha)
                .with("fading of the remainder", phi);
    }

    @Override
    public void carry(State state) {
        transformation =
                new Transformation(scale, state.number(transformation.mean()), state.number(transformation.offset()));
        lengths = state.counts(lengths);
        double[][] carried = new double[lengths.length][];
        for (int k = 0; k < lengths.length; k++) {
            carried[k] = state.numbers(k < components.length ? components[k] : new double[0]);
        }
        components = carried;
        anchor = state.whole(anchor);
        alpha = state.number(alpha);
        phi = state.number(phi);
        level = state.number(level);
        deviation = state.number(deviation);
        newest = state.whole(newest);
        low = state.number(low);
        high = state.number(high);
    }
}
