package io.lagcast.simulator.report;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A replay as one page that needs nothing else: what each scaler costs, what it misses, and how it went over time. */
public final class HtmlReport {

    private static final List<String> COLUMNS = List.of(
            "Scaler",
            "Replica-hours",
            "In time, %",
            "Cost, replica-hours",
            "Cost / clairvoyant",
            "Mean lag, records",
            "Greatest lag",
            "Mean lag time, s",
            "p99 lag time, s",
            "Moves");

    private HtmlReport() {}

    /** The whole page. */
    public static String write(ReplayResult result) {
        StringBuilder page = new StringBuilder(1 << 16);
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>Lagcast replay of ")
                .append(escape(result.title()))
                .append("</title><style>")
                .append(style())
                .append("</style></head><body><main>\n");
        page.append("<h1>What scaling would have cost</h1>\n<p class=\"what\">")
                .append(escape(result.title()))
                .append("</p>\n");
        page.append("<p>").append(escape(scenario(result.scenario()))).append("</p>\n");
        Headline.of(result).ifPresent(headline -> page.append("<p class=\"headline\">")
                .append(escape(headline))
                .append("</p>\n"));
        page.append("<h2>What it costs and what it misses</h2>\n")
                .append(VerdictTable.html(result))
                .append("<p class=\"note\">Red: the objective is missed (")
                .append(format("%.2f", 100 * result.scenario().objective().attainment()))
                .append(" % of the records within ")
                .append(text(result.scenario().objective().lagTime()))
                .append("). Cost is replicas and the price of late records.</p>\n");
        page.append("<h2>Cost</h2>\n")
                .append(CostChart.svg(result))
                .append("<p class=\"note\">Replicas are paid from the moment they are asked for. A late record costs ")
                .append(format("%.0f", result.scenario().latePenalty()))
                .append(" times its processing on top. The clairvoyant knows every arrival in advance.</p>\n");
        page.append("<h2>In figures</h2>\n").append(table(result));
        page.append(
                "<h2>Over time</h2>\n<p class=\"note\">Grey: the replicas that the arrivals alone would fill. Line: the replicas paid. "
                        + "Below: age of the oldest waiting record, red where it exceeds the objective.</p>\n");
        result.outcomes().forEach(outcome -> page.append(CourseChart.svg(result.scenario(), outcome)));
        return page.append("</main></body></html>\n").toString();
    }

    private static String style() {
        try (InputStream style = HtmlReport.class.getResourceAsStream("report.css")) {
            if (style == null) {
                throw new IllegalStateException("The style sheet of the report is missing from the build");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scenario(Scenario scenario) {
        GroupSettings group = scenario.group();
        return String.format(
                Locale.ROOT,
                "%s of arrivals from %s, %s. %d partitions; a replica processes %,.0f records/s, takes %s to start, and every %s "
                        + "rebalance stops %s for %s. Records are owed within %s. Decisions every %s.",
                text(Duration.ofSeconds(scenario.arrivals().seconds())),
                scenario.start(),
                scenario.history()
                        .map(past -> "after " + text(past.duration()) + " of history")
                        .orElse("without any history"),
                group.partitions(),
                group.throughput().value(),
                text(group.startUp()),
                group.protocol().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                group.protocol() == RebalanceProtocol.EAGER ? "the whole group" : "the partitions that move",
                text(group.pause()),
                text(scenario.objective().lagTime()),
                text(scenario.interval()));
    }

    private static String table(ReplayResult result) {
        StringBuilder table = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        COLUMNS.forEach(column -> table.append("<th>").append(column).append("</th>"));
        table.append("</tr></thead><tbody>\n");
        for (Outcome outcome : result.outcomes()) {
            table.append(isLagcast(outcome) ? "<tr class=\"lagcast\">" : "<tr>");
            TextTable.row(result, outcome)
                    .forEach(cell -> table.append("<td>").append(escape(cell)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    static boolean isLagcast(Outcome outcome) {
        return outcome.scaler().startsWith("lagcast");
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 2 * 86_400) {
            return format("%.1f days", seconds / 86_400.0);
        }
        if (seconds >= 2 * 3600) {
            return format("%.1f hours", seconds / 3600.0);
        }
        return seconds >= 180 ? format("%.0f minutes", seconds / 60.0) : seconds + " s";
    }

    static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
