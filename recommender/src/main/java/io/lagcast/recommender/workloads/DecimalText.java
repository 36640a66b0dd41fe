package io.lagcast.recommender.workloads;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers as people write them. */
final class DecimalText {

    /** Longer than any number somebody means; keeps a hostile exponent from costing anything. */
    private static final int MAX_LENGTH = 40;

    private static final int MAX_SCALE = 400;

    private DecimalText() {}

    /** The exact number, or empty if the text is none (including NaN and infinity). */
    static Optional<BigDecimal> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.strip())).filter(number -> Math.abs(number.scale()) <= MAX_SCALE);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
