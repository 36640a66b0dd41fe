package io.lagcast.recommender.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;

/** Numbers as CSV has them everywhere: a point, no grouping, no exponent. */
final class CsvNumber {

    /** More digits than any forecast is good for, and few enough that 0.1 + 0.2 is 0.3. */
    private static final MathContext DIGITS = new MathContext(10);

    private CsvNumber() {}

    /** The number with at most ten significant digits. */
    static String of(double value) {
        return plain(new BigDecimal(value).round(DIGITS));
    }

    /** A level as it was written. */
    static String ofLevel(double level) {
        return plain(new BigDecimal(Double.toString(level)));
    }

    /** Seconds since the epoch, with decimals only where there are any. */
    static String ofTime(Instant time) {
        return plain(BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9)));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
