package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

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
        IDENTITY(0, 1),
        SQRT(1, 0.3),
        LOG(2, 0.1);

        private final int storedAs;

        /** The unit as a share of the series' mean, by choice: well above it the scale is a plain root or logarithm, zeros stay near. */
        private final double unitShare;

        Shape(int storedAs, double unitShare) {
            this.storedAs = storedAs;
            this.unitShare = unitShare;
        }

        private static Shape stored(int number) {
            return Arrays.stream(values())
                    .filter(shape -> shape.storedAs == number)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No scale is stored as " + number));
        }
    }

    static final Scale IDENTITY = new Scale(Shape.IDENTITY, 1);

    /** Beyond this many units a logarithm is continued by its tangent when taken back, so that a wild extrapolation stays finite. */
    private static final double LARGEST = 30;

    Scale {
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The unit of a scale must be above 0 but was " + unit);
        }
    }

    /** The scale of this shape for what the ring holds. */
    static Scale of(Shape shape, BucketRing ring) {
        double sum = 0;
        for (long bucket = ring.first(); bucket < ring.end(); bucket++) {
            sum += ring.isKnown(bucket) ? ring.value(bucket) : 0;
        }
        double unit = shape.unitShare * sum / Math.max(1, ring.known());
        return new Scale(shape, unit > Double.MIN_NORMAL ? unit : 1);
    }

    /** The shape as it is to be read. */
    String words() {
        return switch (shape) {
            case IDENTITY -> "values";
            case SQRT -> "roots";
            case LOG -> "logarithms";
        };
    }

    double applied(double value) {
        return switch (shape) {
            case IDENTITY -> value;
            case SQRT -> 2 * unit * (Math.sqrt(1 + value / unit) - 1);
            case LOG -> unit * Math.log(1 + value / unit);
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
                        ? unit * (Math.exp(ratio) - 1)
                        : unit * (Math.exp(LARGEST) * (1 + ratio - LARGEST) - 1);
        };
    }

    /** Writes the scale, or reads another. */
    Scale carried(State state) {
        Shape carried = Shape.stored(state.count(shape.storedAs));
        return new Scale(carried, state.number(unit));
    }
}
