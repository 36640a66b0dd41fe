package io.lagcast.simulator.report;

import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The replay in a sentence or two, if Lagcast took part. */
final class Headline {

    private Headline() {}

    static Optional<String> of(ReplayResult result) {
        return result.outcome("lagcast")
                .map(lagcast -> alone(lagcast) + today(result, lagcast) + comparison(result, lagcast));
    }

    /** What is in use today, against Lagcast. */
    private static String today(ReplayResult result, Outcome lagcast) {
        return result.current()
                .flatMap(result::outcome)
                .map(current -> String.format(
                        Locale.ROOT,
                        " %s, which is in use today, would have kept %.1f and processed %s in time: %.0f %% %s with late records priced.",
                        current.scaler(),
                        current.meanReplicas(),
                        share(current.shareInTime()),
                        Math.abs(100 * (current.costHours() / lagcast.costHours() - 1)),
                        current.costHours() >= lagcast.costHours() ? "dearer" : "cheaper"))
                .orElse("");
    }

    private static String alone(Outcome lagcast) {
        return String.format(
                Locale.ROOT,
                "Lagcast would have kept %.1f replicas on average, moved %.0f times a day and processed %s of the records in time.",
                lagcast.meanReplicas(),
                lagcast.movesPerDay(),
                share(lagcast.shareInTime()));
    }

    private static String comparison(ReplayResult result, Outcome lagcast) {
        return result.outcomes().stream()
                .filter(other -> !HtmlReport.isLagcast(other) && !other.scaler().startsWith("clairvoyant"))
                .min(Comparator.comparingDouble(Outcome::costHours))
                .map(other -> String.format(
                        Locale.ROOT,
                        " Lagcast costs %.0f %% %s than the cheapest of the others, %s.",
                        Math.abs(100 * (lagcast.costHours() / other.costHours() - 1)),
                        lagcast.costHours() <= other.costHours() ? "less" : "more",
                        other.scaler()))
                .orElse("");
    }

    private static String share(double share) {
        return share >= 1 - 1e-12 ? "all" : String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 10_000) / 100);
    }
}
