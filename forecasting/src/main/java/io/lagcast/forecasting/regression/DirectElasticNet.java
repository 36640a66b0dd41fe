package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tribuo.regression.slm.ElasticNetCDTrainer;

/**
 * Linear regression with selection on {@link FeatureRows}, one model for each of a few ranges of leads: for paths, where a model for every lead would be
 * many and one that is applied again and again errs again and again.
 *
 * <p>The target is the difference to the anchor on a root scale, each origin at one lead of the range, which is among the inputs. See
 * {@link ElasticNet} for what is minimised and {@link Examples} for which origins are taken. The penalty is the
 * one with the smallest mean absolute error, in the unit of the series, over the newest {@value #HELD_OUT} of a range's examples after learning from those before;
 * with the largest hardly anything is left but the anchor. Then all is learned again from everything.
 *
 * <p>A range with fewer than {@link DirectModels#FEWEST} examples cannot be forecast. A constant series is continued as it is.
 *
 * <p>Source: as {@link DirectRidge}; several leads in one model as in Ben Taieb et al. (2012), https://doi.org/10.1016/j.eswa.2012.01.039.
 */
public final class DirectElasticNet implements Expert {

    private static final double[] PENALTIES = {0.003, 0.03, 0.3};
    private static final double HELD_OUT = 0.2;

    /** The farthest lead of a range is less than so many times the nearest. */
    private static final int WIDTH = 4;

    /** Bounds the time a fit takes; thinned out over all the ring holds. */
    private static final int MOST = 1_500;

    private final BucketRing ring;
    private final DirectModels models;
    private final String[] provenance;
    private double[] penalties;

    /**
     * Follows a ring.
     *
     * @param seasonsBuckets lengths of the seasons to look back by
     * @param nearest lead that can be forecast once fitted, at least 1
     * @param farthest lead that can be
     */
    public DirectElasticNet(BucketRing ring, double[] seasonsBuckets, int nearest, int farthest) {
        this.ring = ring;
        this.models = new DirectModels(ring, seasonsBuckets, ranges(nearest, farthest));
        this.provenance = new String[models.count()];
        Arrays.fill(provenance, "");
        this.penalties = new double[models.count()];
    }

    private static List<Examples.Leads> ranges(int nearest, int farthest) {
        List<Examples.Leads> ranges = new ArrayList<>();
        for (int first = nearest; first <= farthest; ) {
            int last = Math.min(farthest, WIDTH * first - 1);
            ranges.add(new Examples.Leads(first, last));
            first = last + 1;
        }
        return ranges;
    }

    @Override
    public String name() {
        return "elastic net";
    }

    @Override
    public void fit() {
        if (!models.canLearn()) {
            return;
        }
        models.follow(Scale.of(Scale.Shape.SQRT, ring));
        FeatureRows history = models.history(models.scale());
        for (int i = 0; i < models.count(); i++) {
            learn(i, models.examples(history, i, MOST));
        }
    }

    private void learn(int range, Examples examples) {
        if (examples.count() < DirectModels.FEWEST) {
            models.learned(range, new LinearModel());
            provenance[range] = "";
            return;
        }
        double penalty = penalty(examples);
        NormalEquations equations = new NormalEquations(examples.width());
        equations.add(examples, 0, examples.count());
        Examples.Leads leads = models.leads(range);
        String description = examples.count() + " examples of " + examples.width() + " numbers, " + leads.first()
                + " to " + leads.last() + " buckets ahead";
        ElasticNet learned = new ElasticNet(equations, penalty, deviation(examples), description);
        models.learned(range, new LinearModel(examples.standardisation(), learned.coefficients()));
        provenance[range] = learned.provenance();
        penalties[range] = penalty;
    }

    private double penalty(Examples examples) {
        int seen = (int) (examples.count() * (1 - HELD_OUT));
        NormalEquations equations = new NormalEquations(examples.width());
        equations.add(examples, 0, seen);
        double smallest = Double.POSITIVE_INFINITY;
        double best = PENALTIES[0];
        for (double penalty : PENALTIES) {
            double[] coefficients = new ElasticNet(equations, penalty, deviation(examples), "").coefficients();
            double error = HeldOutRidge.error(examples, models.scale(), seen, coefficients);
            if (error < smallest) {
                smallest = error;
                best = penalty;
            }
        }
        return best;
    }

    private static double deviation(Examples examples) {
        double mean = Arrays.stream(examples.targets(), 0, examples.count()).sum() / examples.count();
        double squares = Arrays.stream(examples.targets(), 0, examples.count())
                .map(target -> (target - mean) * (target - mean))
                .sum();
        return Math.sqrt(squares / examples.count());
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
        Learning learning = Learning.by(ElasticNetCDTrainer.class)
                .with("scale", models.scale().words());
        for (int i = 0; i < models.count(); i++) {
            if (models.isFitted(i)) {
                Examples.Leads leads = models.leads(i);
                learning = learning.with("penalty, " + leads.first() + " to " + leads.last() + " ahead", penalties[i]);
            }
        }
        return learning;
    }

    @Override
    public String provenance() {
        return Arrays.stream(provenance).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
    }

    @Override
    public void carry(State state) {
        models.carry(state);
        penalties = state.numbers(penalties);
        for (int i = 0; i < provenance.length; i++) {
            provenance[i] = state.text(provenance[i]);
        }
    }
}
