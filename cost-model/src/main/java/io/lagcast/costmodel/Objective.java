package io.lagcast.costmodel;

import java.time.Duration;

/**
 * What the consumers owe: the share {@code attainment} of records is processed within {@code lagTime} of being produced.
 *
 * @param lagTime longest acceptable age of a record when it is processed, positive
 * @param attainment share of records, in (0, 1)
 */
public record Objective(Duration lagTime, double attainment) {

    public static final Objective DEFAULT = new Objective(Duration.ofSeconds(30), 0.999);

    public Objective {
        if (lagTime.isNegative() || lagTime.isZero()) {
            throw new IllegalArgumentException("objective.lagTime must be positive but was " + lagTime);
        }
        if (!(attainment > 0 && attainment < 1)) {
            throw new IllegalArgumentException(
                    "objective.attainment must lie between 0 % and 100 % but was " + attainment * 100 + " %");
        }
    }
}
