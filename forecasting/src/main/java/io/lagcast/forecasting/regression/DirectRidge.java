package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;

/**
 * Least squares on {@link FeatureRows} with penalised coefficients, one model for each lead.
 *
 * <p>With {@code x} the standardised row of an origin, {@code d} the difference of the target to the anchor on a {@link Scale}, {@code n} the number of
 * examples and {@code b} the coefficients,
 *
 * <pre>
 * minimise  sum of (d - b0 - b x)^2 + n penalty |b|^2
 * </pre>
 *
 * <p>Scale and penalty are those with the smallest mean absolute error, in the unit of the series, over the newest examples after
 * learning from those before; the scale once, at the middle lead, the penalty at each. Then all is learned again from everything.
 *
 * <p>Below {@value DirectModels#FEWEST} examples a lead cannot be forecast. A constant series is continued as it is.
 *
 * <p>Source: Hoerl and Kennard (1970), https://doi.org/10.1080/00401706.1970.10488634; one model a lead is the direct strategy of Ben Taieb et al.
 * (2012), https://doi.org/10.1016/j.eswa.2012.01.039. Rows, scale and the choice of the penalty are ours.
 */
public final class DirectRidge implements Expert {

    /** Minutes of five days: beyond, neighbouring origins say the same. Bounds the time a fit takes. */
    private static final int MOST = 7_200;

    private final BucketRing ring;
    private final DirectModels models;
    private final int[] leads;
    private double[] penalties;

    /**
     * Follows a ring.
     *
     * @param seasonsBuckets lengths of the seasons to look back by
     * @param leads that can be forecast once fitted, ascending
     */
    public DirectRidge(BucketRing ring, double[] seasonsBuckets, int[] leads) {
        this.ring = ring;
        this.models = DirectModels.of(ring, seasonsBuckets, leads);
        this.leads = leads.clone();
        this.penalties = new double[leads.length];
    }

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public void fit() {
        if (!models.canLearn()) {
            return;
        }
        models.follow(chosenScale());
        FeatureRows history = models.history(models.scale());
        for (int i = 0; i < models.count(); i++) {
            learn(i, models.examples(history, i, MOST));
        }
    }

    private void learn(int range, Examples examples) {
        if (examples.count() < DirectModels.FEWEST) {
            models.learned(range, new LinearModel());
            return;
        }
        HeldOutRidge learned = new HeldOutRidge(examples, models.scale());
        models.learned(range, new LinearModel(examples.standardisation(), learned.coefficients()));
        penalties[range] = learned.penalty();
    }

    private Scale chosenScale() {
        int middle = models.count() / 2;
        Scale best = models.scale();
        double smallest = Double.POSITIVE_INFINITY;
        for (Scale.Shape shape : Scale.Shape.values()) {
            Scale candidate = Scale.of(shape, ring);
            Examples examples = models.examples(models.history(candidate), middle, MOST);
            double error = new HeldOutRidge(examples, candidate).error();
            if (error < smallest) {
                smallest = error;
                best = candidate;
            }
        }
        return best;
    }

    @Override
    public boolean canForecast(int lead) {
        return models.canForecast(lead);
    }

    @Override
    public double forecast(int lead) {
        return models.forecast(lead);
    }

    @Override
    public Learning learning() {
        Learning learning =
                Learning.by(DirectRidge.class).with("scale", models.scale().words());
        for (int i = 0; i < leads.length; i++) {
            if (models.isFitted(i)) {
                learning = learning.with("penalty, " + leads[i] + " ahead", penalties[i]);
            }
        }
        return learning;
    }

    @Override
    public void carry(State state) {
        penalties = state.numbers(penalties);
        models.carry(state);
    }
}
