package io.lagcast.simulator.report;

import static io.lagcast.simulator.report.HtmlReport.escape;
import static io.lagcast.simulator.report.HtmlReport.format;

import io.lagcast.simulator.Course;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.world.Scenario;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One scaler over time: arrivals, replicas and lag time. Long replays are drawn in as many columns as fit, each showing its extremes. */
final class CourseChart {

    private static final int WIDTH = 960;
    private static final int LEFT = 44;
    private static final int TOP = 26;
    private static final int PLOT = 110;
    private static final int LAG_TOP = TOP + PLOT + 12;
    private static final int LAG = 34;
    private static final int HEIGHT = LAG_TOP + LAG + 22;
    private static final int MOST_COLUMNS = 900;
    private static final int TIME_LABELS = 6;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", java.util.Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Scenario scenario;
    private final Course course;
    private final int columns;
    private final double mostReplicas;
    private final double mostSeconds;

    private CourseChart(Scenario scenario, Outcome outcome) {
        this.scenario = scenario;
        this.course = outcome.course();
        this.columns = Math.min(MOST_COLUMNS, course.size());
        double most = scenario.maxReplicas();
        for (int i = 0; i < course.size(); i++) {
            most = Math.max(most, course.replicas(i));
        }
        this.mostReplicas = most;
        this.mostSeconds = 2.0 * scenario.lagTimeSeconds();
    }

    static String svg(Scenario scenario, Outcome outcome) {
        CourseChart chart = new CourseChart(scenario, outcome);
        return "<figure><svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"Replicas and lag time of "
                + escape(outcome.scaler()) + "\">"
                + chart.text("title", LEFT, 16, outcome.scaler())
                + chart.axes()
                + chart.arrivals()
                + chart.replicas()
                + chart.lagTimes()
                + "</svg></figure>\n";
    }

    private int first(int column) {
        return (int) ((long) column * course.size() / columns);
    }

    private double x(double column) {
        return LEFT + (WIDTH - LEFT - 6) * column / columns;
    }

    private double y(double replicas) {
        return TOP + PLOT * (1 - Math.min(1, replicas / mostReplicas));
    }

    private String axes() {
        StringBuilder axes = new StringBuilder();
        for (double share : new double[] {0, 0.5, 1}) {
            double y = y(share * mostReplicas);
            axes.append(line(LEFT, y, WIDTH - 6, y))
                    .append(text("tick", LEFT - 6, y + 4, format("%.0f", share * mostReplicas)));
        }
        double objective = LAG_TOP + LAG * (1 - scenario.lagTimeSeconds() / mostSeconds);
        axes.append(line(LEFT, objective, WIDTH - 6, objective))
                .append(text("tick", LEFT - 6, objective + 4, scenario.lagTimeSeconds() + " s"));
        for (int i = 0; i < TIME_LABELS; i++) {
            double share = (double) i / TIME_LABELS;
            long second = Math.round(share * scenario.arrivals().seconds());
            axes.append(text(
                    "time",
                    x(share * columns),
                    HEIGHT - 6,
                    TIME.format(scenario.start().plusSeconds(second))));
        }
        return axes.toString();
    }

    private String arrivals() {
        StringBuilder path = new StringBuilder(format("M%.1f", x(0))).append(format(",%.1f", y(0)));
        double throughput = scenario.group().throughput().value();
        for (int c = 0; c < columns; c++) {
            int from = first(c) * course.intervalSeconds();
            int to = Math.min(scenario.arrivals().seconds(), first(c + 1) * course.intervalSeconds());
            double filled = scenario.arrivals().meanPerSecond(from, to) / throughput;
            path.append(format("L%.1f", x(c + 0.5))).append(format(",%.1f", y(filled)));
        }
        path.append(format("L%.1f", x(columns))).append(format(",%.1fZ", y(0)));
        return "<path class=\"arrivals\" d=\"" + path + "\"/>";
    }

    /** Down and up to the column's extremes, so that no move is lost. */
    private String replicas() {
        StringBuilder path = new StringBuilder();
        double last = Double.NaN;
        for (int c = 0; c < columns; c++) {
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (int i = first(c); i < first(c + 1); i++) {
                least = Math.min(least, course.replicas(i));
                most = Math.max(most, course.replicas(i));
            }
            double now = y(course.replicas(first(c + 1) - 1));
            if (least == most && now == last && c + 1 < columns) {
                continue;
            }
            path.append(path.isEmpty() ? "M" : "H").append(format("%.1f", x(c)));
            path.append(path.indexOf("H") < 0 && c == 0 ? format(",%.1f", now) : "");
            path.append(least == most ? "" : format("V%.1f", y(least)) + format("V%.1f", y(most)));
            path.append(format("V%.1f", now));
            last = now;
        }
        return "<path class=\"replicas\" d=\"" + path.append(format("H%.1f", x(columns))) + "\"/>";
    }

    private String lagTimes() {
        StringBuilder within = new StringBuilder();
        StringBuilder late = new StringBuilder();
        double width = Math.max(0.6, x(1) - x(0));
        for (int c = 0; c < columns; c++) {
            int longest = 0;
            for (int i = first(c); i < first(c + 1); i++) {
                longest = Math.max(longest, course.lagSeconds(i));
            }
            if (longest == 0) {
                continue;
            }
            double height = LAG * Math.min(1, longest / mostSeconds);
            String bar = format("M%.1f", x(c))
                    + format(",%.1f", (double) LAG_TOP + LAG)
                    + format("v-%.1f", height)
                    + format("h%.1f", width)
                    + format("v%.1fz", height);
            (longest > scenario.lagTimeSeconds() ? late : within).append(bar);
        }
        return "<path class=\"within\" d=\"" + within + "\"/><path class=\"late\" d=\"" + late + "\"/>";
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return format("<line x1=\"%.1f\"", x1)
                + format(" y1=\"%.1f\"", y1)
                + format(" x2=\"%.1f\"", x2)
                + format(" y2=\"%.1f\"/>", y2);
    }

    private String text(String style, double x, double y, String content) {
        return format("<text class=\"" + style + "\" x=\"%.1f\"", x) + format(" y=\"%.1f\">", y) + escape(content)
                + "</text>";
    }
}
