package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * A linear model of each quantile at each lead, on {@link FeatureRows}, with penalised coefficients.
 *
 * <p>With {@code x} the standardised row of an origin and {@code d} the difference of the target to the anchor on a {@link Scale}, the median's
 * coefficients minimise the pinball loss of {@code d - b0 - b x} with a penalty on {@code |b|^2}, begun from those of least squares; those of the
 * levels above follow one from the other, each held to the one before, and the level below the median is held to the median: so the tails, of which
 * little is seen, differ from the middle only where the examples insist. See {@link QuantileSolver} for the loss. Quantiles are taken back to the unit of
 * the series and sorted, which never makes them worse (Chernozhukov, Fernandez-Val and Galichon (2010), https://doi.org/10.3982/ECTA7880).
 *
 * <p>Below {@link DirectRidge#FEWEST} examples a lead cannot be forecast. A constant series is continued as it is, all quantiles alike.
 *
 * <p>Source: Koenker and Bassett (1978), https://doi.org/10.2307/1913643. A quantile of a transformed value is the transformed quantile, hence the root
 * scale: it steadies what varies with its level.
 */
public final class QuantileRegression implements QuantileExpert {

    /** Bounds the time a fit takes; minutes of three and a half days, thinned out over all the ring holds. */
    private static final int MOST = 5_000;

    /** Penalty of the least squares the median begins from. */
    private static final double START_PENALTY = 1e-3;

    /** Penalty of the median relative to its loss, by choice: a coefficient of one loss costs half a hundredth of a loss. */
    private static final double PENALTY = 1e-2;

    /** The same for the other levels, whose losses are smaller. */
    private static final double TAIL_PENALTY = 3e-3;

    private final BucketRing ring;
    private final double[] seasonsBuckets;
    private final int[] leads;
    private final LinearModel[] models;
    private final Scale.Shape shape;
    private Scale scale = Scale.IDENTITY;
    private FeatureRows rows;
    private final double[] row;
    private final double[] asked = new double[LEVELS];

    /**
     * Follows a ring.
     *
     * @param seasonsBuckets lengths of the seasons to look back by
     * @param leads that can be forecast once fitted, ascending
     */
    public QuantileRegression(BucketRing ring, double[] seasonsBuckets, int[] leads) {
        this(ring, seasonsBuckets, leads, Scale.Shape.SQRT);
    }

    QuantileRegression(BucketRing ring, double[] seasonsBuckets, int[] leads, Scale.Shape shape) {
        this.ring = ring;
        this.seasonsBuckets = seasonsBuckets.clone();
        this.leads = leads.clone();
        this.shape = shape;
        this.models = new LinearModel[leads.length];
        Arrays.setAll(models, i -> new LinearModel());
        this.rows = FeatureRows.following(ring, seasonsBuckets, scale);
        this.row = new double[rows.size()];
    }

    @Override
    public String name() {
        return "quantile regression";
    }

    @Override
    public void absorb(long bucket, double mean) {
        // the ring holds all there is to know
    }

    @Override
    public void absorbMissing(long bucket) {
        // the ring holds all there is to know
    }

    @Override
    public double seasonBuckets() {
        return 0;
    }

    @Override
    public void fit() {
        if (ring.known() < DirectRidge.FEWEST) {
            return;
        }
        follow(Scale.of(shape, ring));
        FeatureRows history = FeatureRows.copied(ring, seasonsBuckets, scale);
        long oldest = Training.oldestOrigin(history, seasonsBuckets);
        for (int i = 0; i < leads.length; i++) {
            Examples examples = new Examples(history, Examples.Leads.only(leads[i]), oldest, MOST);
            models[i] = examples.count() < DirectRidge.FEWEST
                    ? new LinearModel()
                    : new LinearModel(examples.standardisation(), coefficients(examples));
        }
    }

    private static double[][] coefficients(Examples examples) {
        NormalEquations equations = new NormalEquations(examples.width());
        equations.add(examples, 0, examples.count());
        QuantileSolver solver = new QuantileSolver(examples, examples.count());
        double[] levels = QuantileExpert.levels();
        double[][] found = new double[LEVELS][];
        double[] origin = new double[examples.width() + 1];
        found[MEDIAN] = solver.solve(levels[MEDIAN], PENALTY, equations.solve(START_PENALTY), origin);
        for (int i = MEDIAN + 1; i < LEVELS; i++) {
            found[i] = solver.solve(levels[i], TAIL_PENALTY, found[i - 1], found[i - 1]);
        }
        for (int i = MEDIAN - 1; i >= 0; i--) {
            found[i] = solver.solve(levels[i], TAIL_PENALTY, found[i + 1], found[i + 1]);
        }
        return found;
    }

    private void follow(Scale newScale) {
        scale = newScale;
        rows = FeatureRows.following(ring, seasonsBuckets, scale);
    }

    @Override
    public boolean canForecast(int lead) {
        int index = Arrays.binarySearch(leads, lead);
        return index >= 0 && models[index].isFitted() && rows.first() < rows.end();
    }

    @Override
    public double forecast(int lead) {
        quantiles(lead, asked);
        return asked[MEDIAN];
    }

    @Override
    public void quantiles(int lead, double[] into) {
        if (!canForecast(lead)) {
            throw new IllegalStateException(
                    "Not fitted for lead " + lead + "; the leads are " + Arrays.toString(leads));
        }
        long origin = ring.end() - 1;
        rows.fill(origin, lead, row);
        LinearModel model = models[Arrays.binarySearch(leads, lead)];
        model.cut(row);
        double anchor = rows.anchor(origin);
        for (int i = 0; i < LEVELS; i++) {
            into[i] = scale.undone(anchor + model.predicted(i, row));
        }
        Arrays.sort(into, 0, LEVELS);
    }

    @Override
    public Learning learning() {
        return Learning.by(QuantileRegression.class)
                .with("scale", scale.words())
                .with("penalty of the median", PENALTY)
                .with("penalty of the other levels", TAIL_PENALTY);
    }

    @Override
    public void carry(State state) {
        follow(scale.carried(state));
        for (LinearModel model : models) {
            model.carry(state);
        }
    }
}
