package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;
import java.util.Arrays;
import java.util.List;

/**
 * Weights by Bernstein online aggregation, for every quantile level its own. Mutable, one owner.
 *
 * <p>With {@code q} what the rule says itself, {@code q_e} what an expert says, {@code y} the outcome and {@code level} the quantile's level, the expert's
 * excess at a settled forecast is {@code r_e = (1[y < q] - level) (q - q_e)}: positive if moving towards the expert would have been better. Over all
 * settled forecasts
 *
 * <pre>
 * V_e = sum r_e^2,   B_e = max |r_e|,   eta_e = min(1 / (2 B_e), sqrt(ln K / V_e)),   R_e = sum (r_e - eta_e r_e^2)
 * b_e proportional to eta_e exp(eta_e R_e)
 * </pre>
 *
 * <p>where {@code K} is the number of experts and sums fade by {@link #KEEP} a settled forecast. An expert that said nothing neither gains nor loses. While
 * nobody has differed all weigh the same.
 *
 * <p>Source: Wintenberger, "Optimal learning with Bernstein online aggregation", Machine Learning 106, 2017,
 * https://doi.org/10.1007/s10994-016-5592-6, with one learning rate per expert; the gradient trick as in Devaine et al. 2013,
 * https://doi.org/10.1007/s10994-012-5314-7. Fading is ours.
 *
 * <p>Arrays hold the first level's numbers of all experts, then the next level's. Every step goes once through them without asking anything on the way, for
 * these are the sums that an update of the whole forecaster mostly consists of.
 */
final class ExcessWeights {

    /** Half after 700 settled forecasts: about a week at the usual strides. */
    private static final double KEEP = 0.999;

    /** A weight whose logarithm is so far below the highest is none: adding it would not change the sum. */
    private static final double NEGLIGIBLE = -37;

    /** An exponential is that of the 64th part, squared so often; see {@link #exponential}. */
    private static final int EXPONENTIAL_SQUARINGS = 6;

    /** Far below the square of any number that matters but 0: dividing by the sum of the two is dividing by the square, or gives 0 instead of infinity. */
    private static final double HARDLY = 1e-300;

    /** {@code b}, not divided by their sum. */
    final double[] weights;

    private final Worksheet sheet;
    private final int experts;
    private final double logExperts;

    /** {@code R}, {@code V} and {@code B}. */
    private final double[] gain;

    private final double[] variance;
    private final double[] bound;

    /** {@code eta}, which follows from those; 0 where nobody differed yet. */
    private final double[] rate;

    /** Equal weights for the levels and experts of a sheet. */
    ExcessWeights(Worksheet sheet) {
        this.sheet = sheet;
        this.experts = sheet.experts;
        this.logExperts = Math.log(Math.max(2, experts));
        this.gain = new double[sheet.level.length];
        this.variance = new double[gain.length];
        this.bound = new double[gain.length];
        this.rate = new double[gain.length];
        this.weights = new double[gain.length];
        forget();
    }

    /**
     * Learns from an outcome; the weights stay.
     *
     * @param quantiles one number a level and expert, any finite number where an expert does not speak; the sheet was {@linkplain Worksheet#open opened} for
     *     those that do
     * @param said what the rule said at each level
     */
    void learn(double[] quantiles, double[] said, double outcome) {
        for (int level = 0; level < said.length; level++) {
            sheet.spread(level, (outcome < said[level] ? 1 : 0) - sheet.levels[level], sheet.gradient);
            sheet.spread(level, said[level], sheet.aggregated);
        }
        learn(quantiles);
        rate();
    }

    private void learn(double[] quantiles) {
        double[] excess = sheet.excess;
        double[] gradient = sheet.gradient;
        double[] aggregated = sheet.aggregated;
        double[] present = sheet.present;
        for (int i = 0; i < excess.length; i++) {
            excess[i] = gradient[i] * (aggregated[i] - quantiles[i]) * present[i];
        }
        for (int i = 0; i < excess.length; i++) {
            gain[i] = KEEP * gain[i] + excess[i] - rate[i] * excess[i] * excess[i];
        }
        for (int i = 0; i < excess.length; i++) {
            variance[i] = KEEP * variance[i] + excess[i] * excess[i];
        }
        for (int i = 0; i < excess.length; i++) {
            bound[i] = Math.max(KEEP * bound[i], Math.abs(excess[i]));
        }
    }

    private void rate() {
        for (int i = 0; i < rate.length; i++) {
            double inverse = Math.max(2 * bound[i], Math.sqrt(variance[i] / logExperts));
            rate[i] = inverse / (inverse * inverse + HARDLY);
        }
    }

    /** Makes the weights those of what was learned. */
    void weigh() {
        int levels = sheet.levels.length;
        double[] growth = sheet.excess;
        for (int i = 0; i < growth.length; i++) {
            growth[i] = rate[i] * gain[i];
        }
        double[] highest = sheet.aggregated;
        for (int level = 0; level < levels; level++) {
            sheet.spread(level, highest(growth, level * experts), highest);
        }
        for (int i = 0; i < growth.length; i++) {
            weights[i] = rate[i] * exponential(Math.max(NEGLIGIBLE, Math.min(0, growth[i] - highest[i])));
        }
        for (int level = 0; level < levels; level++) {
            if (!hasDiffered(level)) {
                Arrays.fill(weights, level * experts, (level + 1) * experts, 1);
            }
        }
    }

    private double highest(double[] growth, int from) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + experts; i++) {
            highest = rate[i] > 0 && growth[i] > highest ? growth[i] : highest;
        }
        return highest;
    }

    /** Whether anybody has said something else than the rule at a level. */
    boolean hasDiffered(int level) {
        for (int i = level * experts; i < (level + 1) * experts; i++) {
            if (rate[i] > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code exp(x)} for {@code x} from {@link #NEGLIGIBLE} to 0, to six digits where it is above a millionth: the series of the 64th part, squared six
     * times (scaling and squaring, Higham 2005, https://doi.org/10.1137/04061101X, for a number). The library's asks what it is given and takes ten times as long.
     */
    private static double exponential(double x) {
        double part = x / (1 << EXPONENTIAL_SQUARINGS);
        double series = 1 + part * (1 + part * (1 / 2.0 + part * (1 / 6.0 + part * (1 / 24.0 + part * (1 / 120.0)))));
        return Aggregation.power(series, EXPONENTIAL_SQUARINGS);
    }

    /** Begins again with equal weights. */
    void forget() {
        for (double[] each : List.of(gain, variance, bound, rate)) {
            Arrays.fill(each, 0);
        }
        Arrays.fill(weights, 1);
    }

    void carry(State state) {
        for (double[] each : List.of(gain, variance, bound, weights)) {
            System.arraycopy(state.numbers(each), 0, each, 0, each.length);
        }
        rate();
    }
}
