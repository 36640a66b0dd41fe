package io.lagcast.recommender.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Horizons on the command line: a duration, or a number of steps. */
final class HorizonOption implements ITypeConverter<HorizonOption.Reach> {

    private static final Pattern STEPS = Pattern.compile("\\d{1,9}");

    /**
     * How far ahead.
     *
     * @param text as it was written
     * @param length as a time; null = as {@code steps}
     * @param steps as a number of steps when there is no {@code length}
     */
    record Reach(String text, @Nullable Duration length, int steps) {

        /** The length in steps of the given one. */
        Duration in(Duration step) {
            return length != null ? length : step.multipliedBy(steps);
        }
    }

    @Override
    public Reach convert(String text) {
        if (STEPS.matcher(text).matches()) {
            return positive(new Reach(text, null, Integer.parseInt(text)), Integer.parseInt(text) > 0);
        }
        try {
            Duration length = new DurationOption().convert(text);
            return positive(new Reach(text, length, 0), length.isPositive());
        } catch (TypeConversionException e) {
            throw new TypeConversionException(
                    "'" + text + "' is neither a duration like 15m or 24h nor a number of steps");
        }
    }

    private static Reach positive(Reach reach, boolean positive) {
        if (!positive) {
            throw new TypeConversionException("'" + reach.text() + "' reaches nowhere; a horizon must be positive");
        }
        return reach;
    }
}
