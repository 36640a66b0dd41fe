package io.lagcast.forecasting;

import java.util.Arrays;

/** Probability levels of a forecast's quantiles, each strictly between 0 and 1, ascending. */
public final class QuantileLevels {

    /** Median and the three upper levels a capacity decision looks at. */
    public static final QuantileLevels STANDARD = of(0.1, 0.5, 0.9, 0.95, 0.99);

    private final double[] levels;

    private QuantileLevels(double[] levels) {
        this.levels = levels;
    }

    /**
     * The given levels.
     *
     * @throws IllegalArgumentException unless there is at least one level, all lie in (0, 1) and they ascend strictly
     */
    public static QuantileLevels of(double... levels) {
        double previous = 0;
        for (double level : levels) {
            if (!(level > previous && level < 1)) {
                throw new IllegalArgumentException(
                        "Quantile levels must ascend strictly within (0, 1) but were " + Arrays.toString(levels));
            }
            previous = level;
        }
        if (levels.length == 0) {
            throw new IllegalArgumentException("At least one quantile level is needed");
        }
        return new QuantileLevels(levels.clone());
    }

    public int count() {
        return levels.length;
    }

    public double level(int index) {
        return levels[index];
    }

    /** A copy of the levels, ascending. */
    public double[] toArray() {
        return levels.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileLevels that && Arrays.equals(levels, that.levels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return Arrays.toString(levels);
    }
}
