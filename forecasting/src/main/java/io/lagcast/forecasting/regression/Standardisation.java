package io.lagcast.forecasting.regression;

/**
 * Brings every column of the rows to mean 0 and deviation 1, and keeps a new row within reach of those learned from: a number beyond the largest seen
 * by more than the whole range seen is cut off there, since no linear model holds that far out.
 *
 * <p>A column that hardly moves compared to what is learned is made 0: a rounding error must not become an input.
 */
final class Standardisation {

    /** Share of the series' spread below which a column counts as constant; of 1 for columns without unit. */
    private static final double HARDLY = 1e-7;

    private final double[] means;
    private final double[] factors;
    private final double[] lowest;
    private final double[] highest;

    private Standardisation(double[] means, double[] factors, double[] lowest, double[] highest) {
        this.means = means;
        this.factors = factors;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Of {@code count} rows of {@code width} numbers, where column {@code j} belongs to something that deviates by {@code spreads[j]}. */
    static Standardisation of(double[] rows, int count, int width, double[] spreads) {
        double[] means = new double[width];
        double[] squares = new double[width];
        double[] lowest = new double[width];
        double[] highest = new double[width];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                double value = rows[i * width + j];
                means[j] += value / count;
                lowest[j] = i == 0 ? value : Math.min(lowest[j], value);
                highest[j] = i == 0 ? value : Math.max(highest[j], value);
            }
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                double difference = rows[i * width + j] - means[j];
                squares[j] += difference * difference;
            }
        }
        double[] factors = new double[width];
        for (int j = 0; j < width; j++) {
            double deviation = count == 0 ? 0 : Math.sqrt(squares[j] / count);
            factors[j] = deviation > HARDLY * spreads[j] && deviation > 0 ? 1 / deviation : 0;
            double range = highest[j] - lowest[j];
            lowest[j] -= range;
            highest[j] += range;
        }
        return new Standardisation(means, factors, lowest, highest);
    }

    /** Standardises the row that starts at {@code at}. */
    void apply(double[] rows, int at) {
        for (int j = 0; j < means.length; j++) {
            double value = Math.max(lowest[j], Math.min(highest[j], rows[at + j]));
            rows[at + j] = (value - means[j]) * factors[j];
        }
    }

    double[] means() {
        return means;
    }

    /** One over the deviation, 0 for a column that is left out. */
    double[] factors() {
        return factors;
    }

    /** What a number is raised to if it is less. */
    double[] lowest() {
        return lowest;
    }

    /** What a number is cut to if it is more. */
    double[] highest() {
        return highest;
    }
}
