package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.State;

/**
 * A linear model of each quantile at each lead, on {@link FeatureRows}, with penalised coefficients.
 *
 * <p>With {@code x} the standardised row of an origin and {@code d} the difference of the target to the anchor on a {@link Scale}, the median's
 * coefficients minimise the pinball loss of {@code d - b0 - b x} with a penalty on {@code |b|^2}, begun from those of least squares; those of the
 * levels above follow one from the other, each held to the one before, and the level below the median is held to the median: so the tails, of which
 * little is seen, differ from the middle only where the examples insist. See {@link QuantileSolver} for the loss. Quantiles are taken back to the unit of
 * the series and sorted, which never makes them worse (Chernozhukov, Fernandez-Val and Galichon (2010), https://doi.org/10.3982/ECTA7880).
 *
 * <p>Below {@link DirectModels#FEWEST} examples a lead cannot be forecast. A constant series is continued as it is, all quantiles alike.
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
    private final DirectModels models;
    private final Scale.Shape shape;
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
        this.models = DirectModels.of(ring, seasonsBuckets, leads);
        this.shape = shape;
    }

    @Override
    public String name() {
        return "quantile regression";
    }

    @Override
    public void fit() {
        if (!models.canLearn()) {
            return;
        }
        models.follow(Scale.of(shape, ring));
        FeatureRows history = models.history(models.scale());
        for (int i = 0; i < models.count(); i++) {
            Examples examples = models.examples(history, i, MOST);
            models.learned(
                    i,
                    examples.count() < DirectModels.FEWEST
                            ? new LinearModel()
                            : new LinearModel(examples.standardisation(), coefficients(examples)));
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

    @Override
    public boolean canForecast(int lead) {
        return models.canForecast(lead);
    }

    @Override
    public double forecast(int lead) {
        quantiles(lead, asked);
        return asked[MEDIAN];
    }

    @Override
    public void quantiles(int lead, double[] into) {
        models.forecasts(lead, into);
    }

    @Override
    public Learning learning() {
        return Learning.by(QuantileRegression.class)
                .with("scale", models.scale().words())
                .with("penalty of the median", PENALTY)
                .with("penalty of the other levels", TAIL_PENALTY);
    }

    @Override
    public void carry(State state) {
        models.carry(state);
    }
}
