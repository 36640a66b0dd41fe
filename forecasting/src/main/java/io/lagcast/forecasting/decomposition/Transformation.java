package io.lagcast.forecasting.decomposition;

/**
 * From values to the scale a model is linear on, and back. Back from the logarithm the median stays the median.
 *
 * @param scale see there
 * @param mean of the known past, positive
 * @param offset added before the logarithm is taken, at least 0
 */
public record Transformation(Scale scale, double mean, double offset) {

    /** Share of the mean that stands for zero in {@link Scale#LOGARITHM}. A choice, not a measurement. */
    private static final double FLOOR = 0.05;

    /** Share of the mean below which no logarithm is taken, should a later value fall that low. */
    private static final double SMALLEST = 0.01;

    /** How far a forecast may leave the range of the past, in units of that range. A choice, not a measurement. */
    private static final double LEEWAY = 0.5;

    /** The same on logarithms at most: half more than ever seen. A choice, not a measurement. */
    private static final double LOGARITHMIC_LEEWAY = Math.log(1.5);

    /** The transformation that fits a series. */
    public static Transformation of(Scale scale, FilledSeries series) {
        double mean = series.mean() > 0 ? series.mean() : 1;
        return new Transformation(scale, mean, Math.max(0, FLOOR * mean - series.min()));
    }

    /** The value on the scale. */
    public double to(double value) {
        return switch (scale) {
            case LOGARITHM -> Math.log(Math.max(value + offset, SMALLEST * mean) / mean);
            case IDENTITY -> value / mean;
        };
    }

    /** Back from the scale. */
    public double from(double transformed) {
        return switch (scale) {
            case LOGARITHM -> Math.exp(transformed) * mean - offset;
            case IDENTITY -> transformed * mean;
        };
    }

    /** The transformed value, moved to within what can be believed of a series that stayed between {@code low} and {@code high}, both transformed. */
    public double within(double low, double high, double transformed) {
        double range = LEEWAY * (high - low);
        double leeway =
                switch (scale) {
                    case LOGARITHM -> Math.min(LOGARITHMIC_LEEWAY, range);
                    case IDENTITY -> range;
                };
        return Math.max(low - leeway, Math.min(high + leeway, transformed));
    }
}
