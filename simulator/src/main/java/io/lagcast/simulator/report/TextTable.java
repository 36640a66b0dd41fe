package io.lagcast.simulator.report;

import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcomes as a table of fixed-width columns. */
public final class TextTable {

    private static final List<String> HEADINGS = List.of(
            "scaler",
            "replica-hours",
            "in time %",
            "cost",
            "cost/clairvoyant",
            "mean lag",
            "max lag",
            "mean lag time s",
            "p99 lag time s",
            "moves");

    private TextTable() {}

    /** The lines of the table, the headings first; everything in it depends on the scenario alone. */
    public static List<String> lines(ReplayResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        result.outcomes().forEach(outcome -> rows.add(row(result, outcome)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? row.get(column) + padding : "  " + padding + row.get(column));
        }
        return line.toString().stripTrailing();
    }

    static List<String> row(ReplayResult result, Outcome outcome) {
        return List.of(
                outcome.scaler(),
                format("%.1f", outcome.replicaHours()),
                percent(outcome.shareInTime()),
                format("%.1f", outcome.costHours()),
                result.costRatio(outcome).isPresent()
                        ? format("%.3f", result.costRatio(outcome).getAsDouble())
                        : "-",
                format("%.0f", outcome.meanLagRecords()),
                format("%.0f", outcome.maxLagRecords()),
                format("%.2f", outcome.meanLagTimeSeconds()),
                String.valueOf(outcome.p99LagTimeSeconds()),
                String.valueOf(outcome.moves()));
    }

    /** Rounded down: 100 is said of nothing that missed a record. */
    private static String percent(double share) {
        return share >= 1 - 1e-12 ? "100" : format("%.3f", Math.floor(share * 100_000) / 1000);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
