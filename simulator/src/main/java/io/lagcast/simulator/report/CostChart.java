package io.lagcast.simulator.report;

import static io.lagcast.simulator.report.HtmlReport.escape;
import static io.lagcast.simulator.report.HtmlReport.format;

import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;

/** A bar per scaler: what its replicas cost, and on top of it what its late records cost. */
final class CostChart {

    private static final int WIDTH = 960;
    private static final int LABEL = 170;
    private static final int VALUE = 120;
    private static final int ROW = 30;
    private static final int BAR = 18;

    private CostChart() {}

    static String svg(ReplayResult result) {
        double most =
                result.outcomes().stream().mapToDouble(Outcome::costHours).max().orElse(1);
        int height = ROW * result.outcomes().size() + 26;
        StringBuilder svg = new StringBuilder(format("<svg viewBox=\"0 0 " + WIDTH + " %.0f\" role=\"img\"", height))
                .append(" aria-label=\"Cost of every scaler in replica-hours\">");
        int y = 0;
        for (Outcome outcome : result.outcomes()) {
            svg.append(bar(outcome, y, (WIDTH - LABEL - VALUE) / most));
            y += ROW;
        }
        return svg.append(legend(y + 8)).append("</svg>\n").toString();
    }

    private static String bar(Outcome outcome, int y, double scale) {
        double paid = outcome.replicaHours() * scale;
        double late = (outcome.costHours() - outcome.replicaHours()) * scale;
        String paidClass = HtmlReport.isLagcast(outcome) ? "paid ours" : "paid";
        return text("label", LABEL - 10, y + 19, escape(outcome.scaler()))
                + rectangle(paidClass, LABEL, y + 6, paid)
                + rectangle("late", LABEL + paid, y + 6, late)
                + text("value", LABEL + paid + late + 8, y + 19, format("%,.0f", outcome.costHours()));
    }

    private static String legend(int y) {
        return rectangle("paid", LABEL, y, 14)
                + text("value", LABEL + 20, y + 13, "replicas")
                + rectangle("late", LABEL + 110, y, 14)
                + text("value", LABEL + 130, y + 13, "late records");
    }

    private static String rectangle(String style, double x, double y, double width) {
        return format("<rect class=\"" + style + "\" x=\"%.1f\"", x)
                + format(" y=\"%.1f\"", y)
                + format(" width=\"%.1f\" height=\"" + BAR + "\"/>", Math.max(0, width));
    }

    private static String text(String style, double x, double y, String content) {
        return format("<text class=\"" + style + "\" x=\"%.1f\"", x) + format(" y=\"%.1f\">", y) + content + "</text>";
    }
}
