package io.lagcast.forecasting.regression;

import java.util.Arrays;

/**
 * The sums of least squares with a penalty on the size of the coefficients, and their solution. With rows {@code x} of {@code width} numbers followed
 * by a 1, targets {@code y}, and {@code D} the identity save for the place of the 1, which is not penalised:
 *
 * <pre>
 * (sum of x x' + count penalty D) coefficients = sum of x y
 * </pre>
 *
 * <p>Solved by Cholesky's factors. A pivot that rounding made smaller than {@value #SMALLEST_PIVOT} of the count is lifted to it: such a direction was
 * not seen, and its coefficient stays small. Source: Hoerl and Kennard (1970), https://doi.org/10.1080/00401706.1970.10488634; that the intercept is
 * left alone is usual.
 */
final class NormalEquations {

    private static final double SMALLEST_PIVOT = 1e-12;

    private final int width;
    private final int order;
    private final double[] products;
    private final double[] moments;
    private final double[] factor;
    private double count;

    NormalEquations(int width) {
        this.width = width;
        this.order = width + 1;
        this.products = new double[order * order];
        this.moments = new double[order];
        this.factor = new double[order * order];
    }

    void clear() {
        Arrays.fill(products, 0);
        Arrays.fill(moments, 0);
        count = 0;
    }

    /** Adds the examples {@code from} to before {@code to}. */
    void add(Examples examples, int from, int to) {
        double[] inputs = examples.inputs();
        double[] targets = examples.targets();
        int row = from;
        for (; row + 4 <= to; row += 4) {
            addFour(inputs, row * width, 1, 1, 1, 1);
            addMoments(inputs, row * width, targets, row, 4);
        }
        for (; row < to; row++) {
            addFour(inputs, row * width, 1, 0, 0, 0);
            addMoments(inputs, row * width, targets, row, 1);
        }
        count += to - from;
    }

    private void addMoments(double[] inputs, int at, double[] targets, int row, int rows) {
        for (int i = 0; i < rows; i++) {
            double target = targets[row + i];
            int start = at + i * width;
            for (int j = 0; j < width; j++) {
                moments[j] += target * inputs[start + j];
            }
            moments[width] += target;
        }
    }

    /** Adds the products of up to four rows that lie behind one another; those with weight 0 are not read. */
    private void addFour(double[] inputs, int at, double w0, double w1, double w2, double w3) {
        int second = w1 == 0 ? at : at + width;
        int third = w2 == 0 ? at : at + 2 * width;
        int fourth = w3 == 0 ? at : at + 3 * width;
        for (int j = 0; j < width; j++) {
            double a = w0 * inputs[at + j];
            double b = w1 * inputs[second + j];
            double c = w2 * inputs[third + j];
            double d = w3 * inputs[fourth + j];
            int start = j * order;
            for (int k = 0; k <= j; k++) {
                products[start + k] +=
                        a * inputs[at + k] + b * inputs[second + k] + c * inputs[third + k] + d * inputs[fourth + k];
            }
            products[width * order + j] += a + b + c + d;
        }
        products[width * order + width] += w0 + w1 + w2 + w3;
    }

    /** Adds one row without a target. */
    void addProducts(double[] inputs, int at) {
        addFour(inputs, at, 1, 0, 0, 0);
        count++;
    }

    /** The coefficients, the intercept last. */
    double[] solve(double penalty) {
        System.arraycopy(products, 0, factor, 0, products.length);
        for (int j = 0; j < width; j++) {
            factor[j * order + j] += penalty * count;
        }
        double[] solution = moments.clone();
        factorise(factor, order, SMALLEST_PIVOT * count);
        substitute(factor, order, solution);
        return solution;
    }

    /** Solves {@code (scale products + P) x = right} in place; {@code P} is diagonal, the intercept's place last. */
    void solveScaled(double scale, double diagonal, double interceptDiagonal, double[] right) {
        for (int i = 0; i < products.length; i++) {
            factor[i] = scale * products[i];
        }
        for (int j = 0; j < width; j++) {
            factor[j * order + j] += diagonal;
        }
        int last = order * order - 1;
        factor[last] += interceptDiagonal;
        factorise(factor, order, SMALLEST_PIVOT * factor[last]);
        substitute(factor, order, right);
    }

    private static void factorise(double[] lower, int order, double smallestPivot) {
        for (int j = 0; j < order; j++) {
            int row = j * order;
            for (int k = 0; k <= j; k++) {
                int other = k * order;
                double sum = lower[row + k];
                for (int i = 0; i < k; i++) {
                    sum -= lower[row + i] * lower[other + i];
                }
                lower[row + k] = k == j ? Math.sqrt(Math.max(sum, smallestPivot)) : sum / lower[other + k];
            }
        }
    }

    private static void substitute(double[] lower, int order, double[] right) {
        for (int j = 0; j < order; j++) {
            double sum = right[j];
            for (int i = 0; i < j; i++) {
                sum -= lower[j * order + i] * right[i];
            }
            right[j] = sum / lower[j * order + j];
        }
        for (int j = order - 1; j >= 0; j--) {
            double sum = right[j];
            for (int i = j + 1; i < order; i++) {
                sum -= lower[i * order + j] * right[i];
            }
            right[j] = sum / lower[j * order + j];
        }
    }
}
