package io.lagcast.recommender.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A line of a CSV file whose fields are read as times and values; whatever is wrong is said with the number of the line.
 *
 * @param source the file's name, for messages
 * @param number the line's number, from 1
 * @param fields without white space and quotation marks around them
 */
record CsvLine(String source, int number, List<String> fields) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WITHOUT_OFFSET =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?");

    /** Seconds since the epoch above this are in the year 5138 or, far more likely, milliseconds. */
    private static final BigDecimal MOST_SECONDS = new BigDecimal("1e11");

    private static final BigDecimal NANOS = new BigDecimal(1_000_000_000);

    CsvLine {
        fields = List.copyOf(fields);
    }

    static CsvLine of(String source, int number, String text) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            fields.add(bare(text.substring(from, comma)));
            from = comma + 1;
        }
        fields.add(bare(text.substring(from)));
        return new CsvLine(source, number, fields);
    }

    private static String bare(String field) {
        String text = field.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    /** Whether the field is a decimal number. */
    boolean isNumber(int field) {
        return NUMBER.matcher(fields.get(field)).matches();
    }

    /** Whether the field is a time: a number or RFC 3339. */
    boolean isTime(int field) {
        return isNumber(field) || dateTime(fields.get(field)).isPresent();
    }

    /** The value in a field; empty when the field is, which is how a missing value is written. */
    OptionalDouble value(int field) {
        String text = fields.get(field);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!isNumber(field)) {
            throw wrong("the value '" + text + "' is not a number; leave it empty, or the row out, when it is missing");
        }
        double value = Double.parseDouble(text);
        if (value < 0) {
            throw wrong("the value " + text + " is negative; only series that cannot be negative are forecast");
        }
        if (Double.isInfinite(value)) {
            throw wrong("the value " + text + " is too large");
        }
        return OptionalDouble.of(value);
    }

    /** The time in a field: seconds since the epoch or RFC 3339. */
    Instant time(int field) {
        String text = fields.get(field);
        if (isNumber(field)) {
            return seconds(text);
        }
        return dateTime(text)
                .orElseThrow(() -> wrong("the timestamp '" + text + "' is neither epoch seconds nor RFC 3339"
                        + (WITHOUT_OFFSET.matcher(text).matches() ? ", which has an offset: append Z for UTC" : "")));
    }

    private Instant seconds(String text) {
        BigDecimal seconds = new BigDecimal(text);
        if (seconds.abs().compareTo(MOST_SECONDS) > 0) {
            throw wrong("the timestamp " + text + " is too large for epoch seconds; maybe it is in milliseconds");
        }
        BigDecimal nanos = seconds.remainder(BigDecimal.ONE).multiply(NANOS);
        return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
    }

    private static Optional<Instant> dateTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replaceFirst(" ", "T")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What to end with when something is wrong with this line. */
    CommandFailed wrong(String what) {
        return new CommandFailed(ExitCode.DATA, source + ", line " + number + ": " + what + ".");
    }
}
