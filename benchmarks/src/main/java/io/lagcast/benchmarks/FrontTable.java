package io.lagcast.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * From economy to latency: what the one knob of the policy, the lag time of its objective, buys, against an autoscaler on lag and a replica for every
 * partition, and what it buys the one who knows everything. A front in lag and replicas, since cost alone does not show it.
 */
final class FrontTable {

    static final String AUTOSCALER = "hpa:10000";

    /** Who has to play for it. */
    static final List<String> SCALERS =
            List.of("lagcast", DecisionMatch.CLAIRVOYANT, AUTOSCALER, "rate:0.7", "rate:0.8", DecisionMatch.OVER);

    /** Those whose decisions depend on the lag time allowed. */
    private static final int PLANNING = 2;

    /** How old a record may get, from a batch job's patience to a user's. */
    static final List<Duration> LAG_TIMES = Stream.of(300, 120, 60, 30, 20, 15, 10, 7, 5, 3, 2, 1)
            .map(Duration::ofSeconds)
            .toList();

    /** ProphetStor's published figures for this workload: lag against the autoscaler on lag, consumers against over-provisioning. */
    private static final double PUBLISHED_LAG = -0.985;

    private static final double PUBLISHED_CONSUMERS = -0.45;

    private final PrintStream out;

    FrontTable(PrintStream out) {
        this.out = out;
    }

    /** The matches of one trace, one for each lag time. */
    void print(List<DecisionMatch> matches) {
        DecisionMatch first = matches.getFirst();
        out.printf(
                "%n**From economy to latency on %s**, pause %d s%n%n",
                first.trace().name(), pause(first));
        out.println(
                "| scaler | lag time allowed | mean lag | lag against " + AUTOSCALER
                        + " % | replica-hours | against over % | p99 lag time s | in time % | moves/day | published lag, consumers |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        for (String scaler : SCALERS.subList(PLANNING, SCALERS.size())) {
            line(scaler, "", first, first.result(scaler));
        }
        for (String scaler : SCALERS.subList(0, PLANNING)) {
            for (DecisionMatch match : matches) {
                String allowed = match.setting().objective().lagTime().toSeconds() + " s";
                line(scaler, allowed, match, match.result(scaler));
            }
        }
        out.printf(
                Locale.ROOT,
                "%nPublished: lag %.1f %%, consumers %.0f %%.%n",
                100 * PUBLISHED_LAG,
                100 * PUBLISHED_CONSUMERS);
    }

    private static long pause(DecisionMatch match) {
        return match.setting().group().pause().toSeconds();
    }

    private void line(String scaler, String allowed, DecisionMatch match, DecisionResult result) {
        double lag = result.meanLagRecords() / match.result(AUTOSCALER).meanLagRecords() - 1;
        double hours = result.replicaHours() / match.result(DecisionMatch.OVER).replicaHours() - 1;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.1f | %.1f | %.0f | %s | %.0f | %s, %s |%n",
                scaler,
                allowed,
                result.meanLagRecords(),
                100 * lag,
                result.replicaHours(),
                100 * hours,
                result.p99LagSeconds(),
                allowed.isEmpty() ? "" : String.format(Locale.ROOT, "%.3f", 100 * result.shareInTime()),
                result.movesPerDay(),
                lag <= PUBLISHED_LAG ? "met" : "missed",
                hours <= PUBLISHED_CONSUMERS ? "met" : "missed");
    }
}
