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
    private final int[] gathered = new int[4];
    private double[] source = {};
    private int waiting;
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
        waiting = 0;
        count = 0;
    }

    /** Adds the examples {@code from} to before {@code to}. */
    void add(Examples examples, int from, int to) {
        for (int row = from; row < to; row++) {
            addProducts(examples.inputs(), row * width);
            addMoments(examples.inputs(), row * width, examples.targets()[row]);
        }
    }

    private void addMoments(double[] inputs, int at, double target) {
        for (int j = 0; j < width; j++) {
            moments[j] += target * inputs[at + j];
        }
        moments[width] += target;
    }

    /** Adds the row that starts at {@code at}, without a target. Rows are gathered and added by fours, since memory is slower than arithmetic. */
    void addProducts(double[] inputs, int at) {
        gathered[waiting++] = at;
        if (waiting == gathered.length) {
            addGathered(inputs, gathered[0], gathered[1], gathered[2], gathered[3]);
            waiting = 0;
        }
        count++;
        source = inputs;
    }

    private void addGathered(double[] inputs, int first, int second, int third, int fourth) {
        for (int j = 0; j < width; j++) {
            double a = inputs[first + j];
            double b = inputs[second + j];
            double c = inputs[third + j];
            double d = inputs[fourth + j];
            int start = j * order;
            for (int k = 0; k <= j; k++) {
                products[start + k] +=
                        a * inputs[first + k] + b * inputs[second + k] + c * inputs[third + k] + d * inputs[fourth + k];
            }
            products[width * order + j] += a + b + c + d;
        }
        products[width * order + width] += gathered.length;
    }

    private void addWaiting() {
        for (int i = 0; i < waiting; i++) {
            int at = gathered[i];
            for (int j = 0; j < width; j++) {
                for (int k = 0; k <= j; k++) {
                    products[j * order + k] += source[at + j] * source[at + k];
                }
                products[width * order + j] += source[at + j];
            }
            products[width * order + width]++;
        }
        waiting = 0;
    }

    /** The coefficients, the intercept last. */
    double[] solve(double penalty) {
        addWaiting();
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
        addWaiting();
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

    /** Few examples that say of slopes what all examples say: {@code root' root} is the covariance of the inputs, {@code root' targets} theirs with the target. */
    static final class Condensed {

        private final double[] root;
        private final double[] targets;
        private final double[] means;
        private final double targetMean;

        private Condensed(double[] root, double[] targets, double[] means, double targetMean) {
            this.root = root;
            this.targets = targets;
            this.means = means;
            this.targetMean = targetMean;
        }

        /** An upper triangle, row after row, each of as many numbers as an example has. */
        double[] root() {
            return root;
        }

        /** One a row. */
        double[] targets() {
            return targets;
        }

        /** Of the inputs. */
        double[] means() {
            return means;
        }

        /** Of the targets. */
        double targetMean() {
            return targetMean;
        }
    }

    /** The examples added so far, in as many rows as an example has numbers, by Cholesky's factor of their covariance. */
    Condensed condensed() {
        addWaiting();
        double[] lower = new double[width * width];
        double[] targets = new double[width];
        double[] means = new double[width];
        for (int j = 0; j < width; j++) {
            means[j] = products[width * order + j] / count;
            targets[j] = (moments[j] - means[j] * moments[width]) / count;
            for (int k = 0; k <= j; k++) {
                lower[j * width + k] = products[j * order + k] / count - means[j] * means[k];
            }
        }
        factorise(lower, width, SMALLEST_PIVOT);
        double[] root = new double[width * width];
        for (int j = 0; j < width; j++) {
            for (int k = 0; k < j; k++) {
                targets[j] -= lower[j * width + k] * targets[k];
            }
            targets[j] /= lower[j * width + j];
            for (int k = j; k < width; k++) {
                root[j * width + k] = lower[k * width + j];
            }
        }
        return new Condensed(root, targets, means, moments[width] / count);
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
