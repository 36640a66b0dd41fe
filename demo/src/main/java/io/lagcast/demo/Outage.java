package io.lagcast.demo;

import io.lagcast.recommender.cli.DurationOption;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A server that is switched off for a while, to see what the others do.
 *
 * @param target which server
 * @param after when, from the start of the demo
 * @param length for how long
 */
record Outage(Target target, Duration after, Duration length) {

    /** What can be switched off. */
    enum Target {
        BROKER,
        POSTGRESQL
    }

    /** Reads {@code broker@60s+2m}. */
    static final class Option implements ITypeConverter<Outage> {

        private static final Pattern FORM =
                Pattern.compile("(broker|postgresql)@([^+]+)\\+(.+)", Pattern.CASE_INSENSITIVE);

        @Override
        public Outage convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not of the form broker@60s+2m or postgresql@60s+2m");
            }
            DurationOption durations = new DurationOption();
            Target target = Target.valueOf(form.group(1).toUpperCase(Locale.ROOT));
            return new Outage(target, durations.convert(form.group(2)), durations.convert(form.group(3)));
        }
    }
}
