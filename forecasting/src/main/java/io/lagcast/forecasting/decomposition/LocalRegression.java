package io.lagcast.forecasting.decomposition;

/**
 * Loess on equally spaced values: at each point a straight line through its {@code span} nearest neighbours, weighted by
 * {@code (1 - (distance / farthest)^3)^3}.
 *
 * <p>Source: Cleveland et al. 1990, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official Statistics 6, 3-73, section 2.
 */
final class LocalRegression {

    private LocalRegression() {}

    /**
     * The curve from {@code extra} points before the first value to {@code extra} after the last.
     *
     * @param weights of the values, all positive ones count
     * @param span neighbours, of which there may be fewer
     * @param jump every how many points it is computed; straight lines in between
     */
    static double[] smooth(double[] values, double[] weights, int span, int extra, int jump) {
        double[] curve = new double[values.length + 2 * extra];
        int from = 0;
        curve[0] = at(values, weights, span, -extra);
        while (from < curve.length - 1) {
            int to = Math.min(curve.length - 1, from + jump);
            curve[to] = at(values, weights, span, to - extra);
            for (int i = from + 1; i < to; i++) {
                curve[i] = curve[from] + (curve[to] - curve[from]) * (i - from) / (to - from);
            }
            from = to;
        }
        return curve;
    }

    private static double at(double[] values, double[] weights, int span, int x) {
        int n = values.length;
        int first = Math.max(0, Math.min(n - span, x - span / 2));
        int last = Math.min(n - 1, first + span - 1);
        double farthest = Math.max(1, Math.max(x - first, last - x) + Math.max(0, span - n) / 2.0);
        double weight = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = first; i <= last; i++) {
            double w = weights[i] * tricube(Math.abs(i - x) / farthest);
            double u = i - x;
            weight += w;
            sumX += w * u;
            sumY += w * values[i];
            sumXx += w * u * u;
            sumXy += w * u * values[i];
        }
        if (!(weight > 0)) {
            return values[Math.max(0, Math.min(n - 1, x))];
        }
        double determinant = weight * sumXx - sumX * sumX;
        return determinant > 1e-9 * weight * sumXx ? (sumXx * sumY - sumX * sumXy) / determinant : sumY / weight;
    }

    private static double tricube(double distance) {
        if (distance >= 0.999) {
            return 0;
        }
        double cube = 1 - distance * distance * distance;
        return cube * cube * cube;
    }
}
