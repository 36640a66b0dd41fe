package io.lagcast.simulator.report;

import static io.lagcast.simulator.report.HtmlReport.escape;
import static io.lagcast.simulator.report.HtmlReport.format;

import io.lagcast.costmodel.Price;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What each scaler costs and what it misses, in the units of somebody who pays for replicas and answers for late records; the cheapest first. */
final class VerdictTable {

    private static final double HOURS_A_MONTH = 720;

    private VerdictTable() {}

    static String html(ReplayResult result) {
        Optional<Outcome> lagcast = result.outcome("lagcast");
        StringBuilder table = new StringBuilder("<div class=\"scroll\"><table class=\"verdict\"><thead><tr>");
        for (String column : List.of(
                "Scaler", "Replicas on average", paid(result), "Records too late", "Longest wait", "Moves a day")) {
            table.append("<th>").append(escape(column)).append("</th>");
        }
        table.append(lagcast.isPresent() ? "<th>Cost against Lagcast</th>" : "").append("</tr></thead><tbody>\n");
        result.outcomes().stream()
                .sorted((one, other) -> Double.compare(one.costHours(), other.costHours()))
                .forEach(outcome -> table.append(row(result, outcome, lagcast)));
        return table.append("</tbody></table></div>\n").toString();
    }

    private static String paid(ReplayResult result) {
        return result.price()
                .map(price -> price.currency().getCurrencyCode() + " a month for replicas")
                .orElse("Replica-hours a day");
    }

    private static String row(ReplayResult result, Outcome outcome, Optional<Outcome> lagcast) {
        boolean current = result.current().filter(outcome.scaler()::equals).isPresent();
        StringBuilder row = new StringBuilder(HtmlReport.isLagcast(outcome) ? "<tr class=\"lagcast\">" : "<tr>");
        row.append("<td><b>").append(escape(outcome.scaler())).append("</b>");
        row.append(current ? " <span class=\"current\">in use today</span>" : "");
        row.append("<small>").append(escape(ScalerWords.of(outcome.scaler()))).append("</small></td>");
        cell(row, format("%.1f", outcome.meanReplicas()), false);
        cell(row, money(result.price(), outcome.meanReplicas()), false);
        cell(
                row,
                late(outcome),
                outcome.shareInTime() < result.scenario().objective().attainment());
        cell(row, wait(outcome.maxLagTimeSeconds()), outcome.maxLagTimeSeconds() > lagTimeSeconds(result));
        cell(row, format("%.0f", outcome.movesPerDay()), false);
        lagcast.ifPresent(own -> cell(row, against(outcome, own), false));
        return row.append("</tr>\n").toString();
    }

    private static void cell(StringBuilder row, String content, boolean missed) {
        row.append(missed ? "<td class=\"missed\">" : "<td>")
                .append(escape(content))
                .append("</td>");
    }

    private static long lagTimeSeconds(ReplayResult result) {
        return result.scenario().objective().lagTime().toSeconds();
    }

    private static String money(Optional<Price> price, double replicas) {
        return price.map(one -> format("%,.0f", replicas * HOURS_A_MONTH * one.replicaHour()))
                .orElseGet(() -> format("%,.0f", replicas * 24));
    }

    /** Nothing, one in so many while they are few, and a share where they are many. */
    private static String late(Outcome outcome) {
        double share = 1 - outcome.shareInTime();
        if (share <= 1e-12) {
            return "none";
        }
        return share < 0.001 ? format("1 in %,.0f", 1 / share) : format("%.1f %%", 100 * share);
    }

    private static String wait(int seconds) {
        return seconds == 0 ? "none" : HtmlReport.text(Duration.ofSeconds(seconds));
    }

    private static String against(Outcome outcome, Outcome lagcast) {
        double more = 100 * (outcome.costHours() / lagcast.costHours() - 1);
        return outcome.scaler().equals(lagcast.scaler())
                ? ""
                : format(more >= 0 ? "+%.0f %%" : "\u2212%.0f %%", Math.abs(more));
    }
}
