package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;
import java.util.List;

/**
 * Linear models of ranges of leads, all on the {@link FeatureRows} of one ring and on one {@link Scale}: what experts of this package have in common,
 * however their models are learned. Mutable, one owner.
 */
final class DirectModels {

    /** About one and a half examples for each coefficient: fewer teach nothing. */
    static final int FEWEST = 100;

    private static final int NONE = -1;

    private final BucketRing ring;
    private final double[] seasonsBuckets;
    private final List<Examples.Leads> ranges;
    private final LinearModel[] models;

    /** The range of each lead. */
    private final int[] rangeOf;

    private Scale scale = Scale.IDENTITY;
    private FeatureRows rows;
    private final double[] row;

    /** Models yet to be learned, of ranges that do not overlap. */
    DirectModels(BucketRing ring, double[] seasonsBuckets, List<Examples.Leads> ranges) {
        this.ring = ring;
        this.seasonsBuckets = seasonsBuckets.clone();
        this.ranges = List.copyOf(ranges);
        this.models = new LinearModel[ranges.size()];
        Arrays.setAll(models, i -> new LinearModel());
        this.rangeOf =
                new int[1 + ranges.stream().mapToInt(Examples.Leads::last).max().orElse(0)];
        Arrays.fill(rangeOf, NONE);
        for (int i = 0; i < models.length; i++) {
            Arrays.fill(rangeOf, ranges.get(i).first(), ranges.get(i).last() + 1, i);
        }
        this.rows = FeatureRows.following(ring, seasonsBuckets, scale);
        this.row = new double[rows.size()];
    }

    /** Models of single leads. */
    static DirectModels of(BucketRing ring, double[] seasonsBuckets, int[] leads) {
        return new DirectModels(
                ring,
                seasonsBuckets,
                Arrays.stream(leads).mapToObj(Examples.Leads::only).toList());
    }

    int count() {
        return models.length;
    }

    Examples.Leads leads(int range) {
        return ranges.get(range);
    }

    /** Whether the ring holds enough to learn anything from. */
    boolean canLearn() {
        return ring.known() >= FEWEST;
    }

    Scale scale() {
        return scale;
    }

    /** Measures on another scale from now on; what was learned on the one before has to be learned anew. */
    void follow(Scale newScale) {
        scale = newScale;
        rows = FeatureRows.following(ring, seasonsBuckets, scale);
    }

    /** All the ring holds, on a scale. */
    FeatureRows history(Scale on) {
        return FeatureRows.copied(ring, seasonsBuckets, on);
    }

    /** Examples of a range out of a history, about so many at most. */
    Examples examples(FeatureRows history, int range, int atMost) {
        return new Examples(history, ranges.get(range), Training.oldestOrigin(history, seasonsBuckets), atMost);
    }

    /** Takes up what was learned of a range; a model that is not fitted cannot forecast. */
    void learned(int range, LinearModel model) {
        models[range] = model;
    }

    boolean isFitted(int range) {
        return models[range].isFitted();
    }

    boolean canForecast(int lead) {
        int range = range(lead);
        return range >= 0 && models[range].isFitted() && rows.first() < rows.end();
    }

    private int range(int lead) {
        return lead >= 0 && lead < rangeOf.length ? rangeOf[lead] : NONE;
    }

    /** What the lead's model says, in the unit of the series. */
    double forecast(int lead) {
        LinearModel model = asked(lead);
        return scale.undone(rows.anchor(ring.end() - 1) + model.predicted(0, row));
    }

    /** The same of a model of several differences, in ascending order. */
    void forecasts(int lead, double[] into) {
        LinearModel model = asked(lead);
        double anchor = rows.anchor(ring.end() - 1);
        for (int i = 0; i < into.length; i++) {
            into[i] = scale.undone(anchor + model.predicted(i, row));
        }
        Arrays.sort(into);
    }

    private LinearModel asked(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("Not fitted for lead " + lead + "; the leads are " + ranges);
        }
        LinearModel model = models[range(lead)];
        rows.fill(ring.end() - 1, lead, row);
        model.cut(row);
        return model;
    }

    void carry(State state) {
        follow(scale.carried(state));
        for (LinearModel model : models) {
            model.carry(state);
        }
    }
}
