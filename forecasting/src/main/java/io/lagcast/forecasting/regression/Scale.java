package io.lagcast.forecasting.regression;

/**
 * The scale on which a model is linear. With {@code y} the value and {@code unit} a size of the series, so that a series a thousand times as large is
 * treated alike:
 *
 * <pre>
 * IDENTITY  y
 * SQRT      2 unit (sqrt(1 + y / unit) - 1)
 * LOG       unit log(1 + y / unit)
 * </pre>
 *
 * <p>All three have slope 1 at 0, and the last two grow slower above, which is where traffic varies more. Increasing, hence a quantile on one is the
 * quantile on the other. Source: Box and Cox (1964), https://doi.org/10.1111/j.2517-6161.1964.tb00553.x, shifted by one unit.
 *
 * @param shape which of the three
 * @param unit in the unit of the series, above 0
 */
record Scale(Shape shape, double unit) {

    enum Shape {
        IDENTITY,
        SQRT,
        LOG
    }

    static final Scale IDENTITY = new Scale(Shape.IDENTITY, 1);

    /** Beyond this many units a logarithm is continued by its tangent when taken back, so that a wild extrapolation stays finite. */
    private static final double LARGEST = 30;

    Scale {
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The unit of a scale must be above 0 but was " + unit);
        }
    }

    double applied(double value) {
        return switch (shape) {
            case IDENTITY -> value;
            case SQRT -> 2 * unit * (Math.sqrt(1 + value / unit) - 1);
            case LOG -> unit * Math.log1p(value / unit);
        };
    }

    /** The value whose {@link #applied} is {@code scaled}. */
    double undone(double scaled) {
        double ratio = scaled / unit;
        return switch (shape) {
            case IDENTITY -> scaled;
            case SQRT -> ratio < -2 ? -unit : unit * (Math.pow(1 + ratio / 2, 2) - 1);
            case LOG ->
                ratio <= LARGEST
                        ? unit * Math.expm1(ratio)
                        : unit * (Math.expm1(LARGEST) + Math.exp(LARGEST) * (ratio - LARGEST));
        };
    }
}
