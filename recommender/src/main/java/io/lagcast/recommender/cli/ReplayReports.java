package io.lagcast.recommender.cli;

import io.lagcast.costmodel.Price;
import io.lagcast.simulator.ReplayResult;
import io.lagcast.simulator.report.HtmlReport;
import io.lagcast.simulator.report.JsonReport;
import io.lagcast.simulator.scaler.ScalerChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The files a replay writes, and what only they say. */
final class ReplayReports {

    @Option(names = "--json", paramLabel = "FILE", description = "Write scenario and outcomes as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts that needs nothing else.")
    private @Nullable Path html;

    @Option(
            names = "--current",
            paramLabel = "SCALER",
            converter = ReplayCommand.ScalerConverter.class,
            description =
                    "What is in use today, as in hpa:10000 or fixed:20; it takes part, and the page compares Lagcast with it.")
    private @Nullable ScalerChoice current;

    @Option(
            names = "--replica-hour-price",
            paramLabel = "PRICE",
            description = "What a replica costs in an hour; the page then says money instead of replica-hours.")
    private @Nullable Double replicaHourPrice;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "USD",
            description = "Currency of the price (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String currency;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Optional<ScalerChoice> current() {
        return Optional.ofNullable(current);
    }

    /** The price, if one was given. */
    Optional<Price> price() {
        if (replicaHourPrice == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Price(replicaHourPrice, Currency.getInstance(currency.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            String why = replicaHourPrice >= 0 && replicaHourPrice < Double.POSITIVE_INFINITY
                    ? "--currency must be a code like USD or EUR but was '" + currency + "'"
                    : "--replica-hour-price must not be negative but was " + replicaHourPrice;
            throw new ParameterException(spec.commandLine(), why, e);
        }
    }

    /** Writes the files that were asked for. */
    void write(ReplayResult result) {
        if (json != null) {
            write(json, JsonReport.write(result));
        }
        if (html != null) {
            write(html, HtmlReport.write(result));
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE, file + " cannot be written: " + e + "; choose another place.", e);
        }
    }
}
