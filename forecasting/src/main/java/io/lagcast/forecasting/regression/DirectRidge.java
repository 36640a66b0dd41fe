package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

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
 * <p>Below {@value #FEWEST} examples a lead cannot be forecast. A constant series is continued as it is.
 *
 * <p>Source: Hoerl and Kennard (1970), https://doi.org/10.1080/00401706.1970.10488634; one model a lead is the direct strategy of Ben Taieb et al.
 * (2012), https://doi.org/10.1016/j.eswa.2012.01.039. Rows, scale and the choice of the penalty are ours.
 */
public final class DirectRidge implements Expert {

    /** About one and a half for each coefficient: fewer teach nothing. */
    static final int FEWEST = 100;

    /** Minutes of five days: beyond, neighbouring origins say the same. Bounds the time a fit takes. */
    private static final int MOST = 7_200;

    private final BucketRing ring;
    private final double[] seasonsBuckets;
    private final int[] leads;
    private final LinearModel[] models;
    private double[] penalties;
    private Scale scale = Scale.IDENTITY;
    private FeatureRows rows;
    private final double[] row;

    /**
     * Follows a ring.
     *
     * @param seasonsBuckets lengths of the seasons to look back by
     * @param leads that can be forecast once fitted, ascending
     */
    public DirectRidge(BucketRing ring, double[] seasonsBuckets, int[] leads) {
        this.ring = ring;
        this.seasonsBuckets = seasonsBuckets.clone();
        this.leads = leads.clone();
        this.models = new LinearModel[leads.length];
        this.penalties = new double[leads.length];
        Arrays.setAll(models, i -> new LinearModel());
        this.rows = FeatureRows.following(ring, seasonsBuckets, scale);
        this.row = new double[rows.size()];
    }

    @Override
    public String name() {
        return "ridge";
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
        if (ring.known() < FEWEST) {
            return;
        }
        follow(chosenScale());
        FeatureRows history = FeatureRows.copied(ring, seasonsBuckets, scale);
        for (int i = 0; i < leads.length; i++) {
            Examples examples = examples(history, leads[i]);
            models[i] = new LinearModel();
            if (examples.count() >= FEWEST) {
                HeldOutRidge learned = new HeldOutRidge(examples, scale);
                models[i] = new LinearModel(examples.standardisation(), learned.coefficients());
                penalties[i] = learned.penalty();
            }
        }
    }

    private Scale chosenScale() {
        int lead = leads[leads.length / 2];
        Scale best = scale;
        double smallest = Double.POSITIVE_INFINITY;
        for (Scale.Shape shape : Scale.Shape.values()) {
            Scale candidate = Scale.of(shape, ring);
            FeatureRows history = FeatureRows.copied(ring, seasonsBuckets, candidate);
            double error = new HeldOutRidge(examples(history, lead), candidate).error();
            if (error < smallest) {
                smallest = error;
                best = candidate;
            }
        }
        return best;
    }

    private Examples examples(FeatureRows history, int lead) {
        return new Examples(history, Examples.Leads.only(lead), Training.oldestOrigin(history, seasonsBuckets), MOST);
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
        if (!canForecast(lead)) {
            throw new IllegalStateException(
                    "Not fitted for lead " + lead + "; the leads are " + Arrays.toString(leads));
        }
        long origin = ring.end() - 1;
        rows.fill(origin, lead, row);
        LinearModel model = models[Arrays.binarySearch(leads, lead)];
        model.cut(row);
        return scale.undone(rows.anchor(origin) + model.predicted(0, row));
    }

    @Override
    public Learning learning() {
        Learning learning = Learning.by(DirectRidge.class).with("scale", scale.words());
        for (int i = 0; i < leads.length; i++) {
            if (models[i].isFitted()) {
                learning = learning.with("penalty, " + leads[i] + " ahead", penalties[i]);
            }
        }
        return learning;
    }

    @Override
    public void carry(State state) {
        penalties = state.numbers(penalties);
        follow(scale.carried(state));
        for (LinearModel model : models) {
            model.carry(state);
        }
    }
}
