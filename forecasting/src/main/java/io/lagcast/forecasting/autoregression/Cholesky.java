package io.lagcast.forecasting.autoregression;

/** Solves {@code A x = b} for a symmetric positive definite {@code A} of which the lower triangle is given, by {@code A = L L'}. */
final class Cholesky {

    private Cholesky() {}

    /** Replaces the right-hand side by the solution and the matrix by its factor. Directions without any variance get 0. */
    static void solve(double[][] lower, double[] rightHandSide) {
        factor(lower);
        int n = rightHandSide.length;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
                rightHandSide[j] -= lower[j][i] * rightHandSide[i];
            }
            rightHandSide[j] = lower[j][j] > 0 ? rightHandSide[j] / lower[j][j] : 0;
        }
        for (int j = n - 1; j >= 0; j--) {
            for (int i = j + 1; i < n; i++) {
                rightHandSide[j] -= lower[i][j] * rightHandSide[i];
            }
            rightHandSide[j] = lower[j][j] > 0 ? rightHandSide[j] / lower[j][j] : 0;
        }
    }

    private static void factor(double[][] lower) {
        for (int j = 0; j < lower.length; j++) {
            double pivot = lower[j][j];
            for (int i = 0; i < j; i++) {
                pivot -= lower[j][i] * lower[j][i];
            }
            double root = pivot > 1e-14 * lower[j][j] ? Math.sqrt(pivot) : 0;
            lower[j][j] = root;
            for (int r = j + 1; r < lower.length; r++) {
                double value = lower[r][j];
                for (int i = 0; i < j; i++) {
                    value -= lower[r][i] * lower[j][i];
                }
                lower[r][j] = root > 0 ? value / root : 0;
            }
        }
    }
}
