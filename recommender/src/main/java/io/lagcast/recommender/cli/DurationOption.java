package io.lagcast.recommender.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: {@code 500ms}, {@code 30s}, {@code 5m} or {@code 5min}, {@code 2h}, {@code 8d}, {@code 1h30m} or ISO 8601. */
public final class DurationOption implements ITypeConverter<Duration> {

    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?:in)?)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    @Override
    public Duration convert(String text) {
        try {
            Matcher parts = PARTS.matcher(text.toLowerCase(Locale.ROOT));
            if (!text.isEmpty() && parts.matches()) {
                return Duration.ofDays(part(parts, 1))
                        .plusHours(part(parts, 2))
                        .plusMinutes(part(parts, 3))
                        .plusSeconds(part(parts, 4))
                        .plusMillis(part(parts, 5));
            }
            return Duration.parse(text);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is not a duration like 30s, 5m, 1h30m or PT30S");
        }
    }

    /** A duration as it can be written on the command line, in its largest whole units. */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
