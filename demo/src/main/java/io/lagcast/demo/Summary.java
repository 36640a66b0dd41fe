package io.lagcast.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of the demo came to.
 *
 * @param scaler who decided
 * @param elapsed how long records were produced
 * @param produced records the broker acknowledged
 * @param consumed different records that were processed
 * @param duplicates times that a record was processed again
 * @param failed records given up before the broker acknowledged them
 * @param lagTimeMedian age at processing that half of the records did not exceed
 * @param lagTimeP99 age at processing that 99 % of the records did not exceed
 * @param lagTimeLongest greatest age at processing
 * @param objective age that a record should not exceed
 * @param shareWithinObjective share of the records that did not
 * @param replicaSeconds replicas paid, while records were produced
 * @param partitions partitions of the topic
 * @param movesOut times that replicas were added
 * @param movesIn times that replicas were removed
 * @param rebalances rebalances of the group
 * @param model forecast model of the last recommendation, empty when there was none
 */
record Summary(
        String scaler,
        Duration elapsed,
        long produced,
        long consumed,
        long duplicates,
        long failed,
        Duration lagTimeMedian,
        Duration lagTimeP99,
        Duration lagTimeLongest,
        Duration objective,
        double shareWithinObjective,
        double replicaSeconds,
        int partitions,
        int movesOut,
        int movesIn,
        int rebalances,
        String model) {

    /** Whether every record that was produced came out. */
    boolean isComplete() {
        return produced == consumed && failed == 0;
    }

    /** What is wrong with a run that is not complete. */
    String shortfall() {
        if (failed > 0) {
            return failed + " records were given up before the broker acknowledged them.";
        }
        if (consumed < produced) {
            return (produced - consumed) + " of " + produced + " records were not consumed in time.";
        }
        return "More records came out (" + consumed + ") than the broker acknowledged (" + produced + ").";
    }

    void print(PrintWriter out) {
        Map<String, String> rows = rows();
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        rows.forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-" + width + "s  %s", name, value)));
        out.flush();
    }

    private Map<String, String> rows() {
        double seconds = elapsed.toMillis() / 1e3;
        double all = partitions * seconds;
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("scaler", scaler);
        rows.put("time", String.format(Locale.ROOT, "%.0f s", seconds));
        rows.put("records produced", String.format(Locale.ROOT, "%,d", produced));
        rows.put("records consumed", String.format(Locale.ROOT, "%,d", consumed));
        rows.put(
                "duplicates",
                String.format(
                        Locale.ROOT, "%,d (%.3f %%)", duplicates, consumed == 0 ? 0 : 100.0 * duplicates / consumed));
        rows.put(
                "lag time p50 / p99 / max",
                String.format(
                        Locale.ROOT,
                        "%s / %s / %s",
                        seconds(lagTimeMedian),
                        seconds(lagTimeP99),
                        seconds(lagTimeLongest)));
        rows.put("within " + seconds(objective), String.format(Locale.ROOT, "%.3f %%", 100 * shareWithinObjective));
        rows.put(
                "replica-seconds",
                String.format(
                        Locale.ROOT,
                        "%,.0f (%.1f %% of %,.0f with a replica per partition)",
                        replicaSeconds,
                        all > 0 ? 100 * replicaSeconds / all : 0,
                        all));
        rows.put(
                "mean replicas",
                String.format(Locale.ROOT, "%.1f of %d", seconds > 0 ? replicaSeconds / seconds : 0, partitions));
        rows.put("moves out / in", movesOut + " / " + movesIn);
        rows.put("rebalances", String.format(Locale.ROOT, "%,d", rebalances));
        rows.put("forecast model", model.isEmpty() ? "none" : model);
        return rows;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
    }
}
