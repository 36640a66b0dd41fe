package io.lagcast.recommender.workloads;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: ISO 8601 ({@code PT30S}) or numbers with units ({@code 30s}, {@code 1h30m}, {@code 500ms}, {@code 1.5h}). */
public final class DurationText {

    /** What to write, for error messages. */
    public static final String EXPECTED = "a duration with a unit such as 30s, 5m, 2h, 1d or PT30S";

    private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)");

    private DurationText() {}

    /** The duration, or empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        try {
            if (trimmed.regionMatches(true, 0, "P", 0, 1) || trimmed.regionMatches(true, 0, "-P", 0, 2)) {
                return Optional.of(Duration.parse(trimmed));
            }
            return parts(trimmed.toLowerCase(Locale.ROOT));
        } catch (DateTimeException | ArithmeticException notADuration) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parts(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            sum = sum.plus(nanos(part.group(1), part.group(2)));
            end = part.end();
        }
        return end == 0 || end < text.length() ? Optional.empty() : Optional.of(sum);
    }

    private static Duration nanos(String number, String unit) {
        Duration one =
                switch (unit) {
                    case "ms" -> Duration.ofMillis(1);
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    case "h" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(one.toNanos()));
        return Duration.ofNanos(nanos.longValueExact());
    }
}
