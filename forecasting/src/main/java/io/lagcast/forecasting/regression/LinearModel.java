package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.expert.State;

/**
 * Coefficients that map a row to one or several differences to the anchor, with all that was done to the rows they were learned from folded in. Mutable
 * only by {@link #carry}.
 *
 * <p>{@code predicted(i, row) = intercept(i) + sum over j of coefficient(i, j) min(highest(j), max(lowest(j), row(j)))}
 */
final class LinearModel {

    private double[] lowest = {};
    private double[] highest = {};
    private double[] coefficients = {};

    /** A model that knows nothing yet. */
    LinearModel() {}

    /** From coefficients of standardised rows, each with its intercept last. */
    LinearModel(Standardisation standardisation, double[]... standardised) {
        int width = standardisation.means().length;
        this.lowest = standardisation.lowest();
        this.highest = standardisation.highest();
        this.coefficients = new double[standardised.length * (width + 1)];
        for (int i = 0; i < standardised.length; i++) {
            int at = i * (width + 1);
            double intercept = standardised[i][width];
            for (int j = 0; j < width; j++) {
                coefficients[at + j] = standardised[i][j] * standardisation.factors()[j];
                intercept -= coefficients[at + j] * standardisation.means()[j];
            }
            coefficients[at + width] = intercept;
        }
    }

    boolean isFitted() {
        return coefficients.length > 0;
    }

    /** Cuts what lies too far out of what was learned from; do this once before asking. */
    void cut(double[] row) {
        for (int j = 0; j < lowest.length; j++) {
            if (row[j] < lowest[j]) {
                row[j] = lowest[j];
            } else if (row[j] > highest[j]) {
                row[j] = highest[j];
            }
        }
    }

    double predicted(int index, double[] row) {
        int width = lowest.length;
        int at = index * (width + 1);
        double even = coefficients[at + width];
        double odd = 0;
        int j = 0;
        for (; j + 1 < width; j += 2) {
            even += coefficients[at + j] * row[j];
            odd += coefficients[at + j + 1] * row[j + 1];
        }
        return j < width ? even + odd + coefficients[at + j] * row[j] : even + odd;
    }

    void carry(State state) {
        lowest = state.numbers(lowest);
        highest = state.numbers(highest);
        coefficients = state.numbers(coefficients);
    }
}
