package io.lagcast.forecasting.regression;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.SparseLinearModel;

/**
 * Least squares that leaves out what does not help: with standardised rows {@code x}, targets {@code y} that deviate by {@code s}, and coefficients
 * {@code s b},
 *
 * <pre>
 * minimise  mean of (y / s - b0 - b x)^2 / 2 + penalty (|b| + b^2 / 2) / 2
 * </pre>
 *
 * <p>Learned by Tribuo's coordinate descent. It is given not the examples but the {@link NormalEquations.Condensed} rows that say the same, each once as it is and
 * once with its sign turned, so that all means are 0; thousands of examples cost as little as a hundred. The number of sweeps is fixed: fits take the
 * same time whatever the series, and Tribuo, which reports when it has converged, has nothing to report.
 *
 * <p>Source: Zou and Hastie (2005), https://doi.org/10.1111/j.1467-9868.2005.00503.x; Friedman, Hastie and Tibshirani (2010),
 * https://doi.org/10.18637/jss.v033.i01, as in {@code org.tribuo.regression.slm.ElasticNetCDTrainer}, https://tribuo.org.
 */
final class ElasticNet {

    /** Share of the penalty that is on sizes rather than on squares: half selects, half keeps together what goes together. */
    private static final double SELECTION = 0.5;

    /** Sweeps over all coefficients, by choice; what they leave open is below what a few hundred examples can tell. */
    private static final int SWEEPS = 40;

    /** Never met, so that all sweeps are made. */
    private static final double NO_TOLERANCE = -1;

    private static final String TARGET = "difference";

    private final double[] coefficients;
    private final String provenance;

    /**
     * Learns from everything added to the equations; equal input gives equal coefficients, bit for bit.
     *
     * @param penalty see there: above 1 no coefficient is left
     * @param deviation of the targets, in their unit
     * @param description of what the examples are, for the provenance
     */
    ElasticNet(NormalEquations equations, double penalty, double deviation, String description) {
        NormalEquations.Condensed condensed = equations.condensed();
        int width = condensed.targets().length;
        double unit = deviation > 0 ? deviation : 1;
        ElasticNetCDTrainer trainer = new ElasticNetCDTrainer(penalty, SELECTION, NO_TOLERANCE, SWEEPS, false, 0);
        Model<Regressor> model = trainer.train(dataset(condensed, unit, description));
        if (!(model instanceof SparseLinearModel linear)) {
            throw new IllegalStateException("Expected a linear model but got " + model.getClass());
        }
        this.coefficients = new double[width + 1];
        for (SparseVector weights : linear.getWeights().values()) {
            for (VectorTuple weight : weights) {
                if (weight.index < width) {
                    coefficients[weight.index] = unit * weight.value;
                }
            }
        }
        coefficients[width] = condensed.targetMean();
        for (int j = 0; j < width; j++) {
            coefficients[width] -= coefficients[j] * condensed.means()[j];
        }
        this.provenance = provenance(model, description);
    }

    /** Of standardised rows, the intercept last. */
    double[] coefficients() {
        return coefficients;
    }

    /** What learned them from what, in Tribuo's words. */
    String provenance() {
        return provenance;
    }

    private static MutableDataset<Regressor> dataset(
            NormalEquations.Condensed condensed, double unit, String description) {
        RegressionFactory factory = new RegressionFactory();
        OffsetDateTime never = Instant.EPOCH.atOffset(ZoneOffset.UTC);
        MutableDataset<Regressor> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance(description, never, factory), factory);
        int width = condensed.targets().length;
        String[] names = names(width);
        double size = Math.sqrt(width);
        for (int i = 0; i < width; i++) {
            double[] row = new double[width - i];
            for (int j = i; j < width; j++) {
                row[j - i] = size * condensed.root()[i * width + j];
            }
            String[] own = Arrays.copyOfRange(names, i, width);
            double target = size * condensed.targets()[i] / unit;
            dataset.add(new ArrayExample<>(new Regressor(TARGET, target), own, row));
            for (int j = 0; j < row.length; j++) {
                row[j] = -row[j];
            }
            dataset.add(new ArrayExample<>(new Regressor(TARGET, -target), own, row));
        }
        return dataset;
    }

    /** In the order of their numbers when sorted as texts, which is how Tribuo numbers them. */
    private static String[] names(int width) {
        String[] names = new String[width];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "%04d", i));
        return names;
    }

    /** Trainer, its parameters and versions; not when or where, which would differ between two equal models. */
    private static String provenance(Model<Regressor> model, String description) {
        return model.getProvenance().getTrainerProvenance() + " of " + description;
    }
}
