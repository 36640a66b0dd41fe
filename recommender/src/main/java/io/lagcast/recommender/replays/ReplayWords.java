package io.lagcast.recommender.replays;

import io.lagcast.costmodel.Price;
import io.lagcast.recommender.replays.Comparison.Ranked;
import io.lagcast.recommender.replays.Comparison.Role;
import io.lagcast.recommender.replays.RecordedScenario.Recording;
import io.lagcast.simulator.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A replay in a sentence or two. */
final class ReplayWords {

    private static final double HOURS_A_MONTH = 720;

    private ReplayWords() {}

    static String summary(Recording recording, List<Ranked> outcomes, Optional<Price> price) {
        Optional<Outcome> lagcast = of(outcomes, Role.LAGCAST);
        if (lagcast.isEmpty()) {
            return "";
        }
        Outcome own = lagcast.get();
        String first = String.format(
                Locale.ROOT,
                "In these %s Lagcast would have used %.1f replicas on average with %s of the records in time and %.0f moves a day",
                length(recording),
                own.meanReplicas(),
                percent(own.shareInTime()),
                own.movesPerDay());
        String ran = of(outcomes, Role.RECORDED)
                .map(recorded -> ", where what ran used " + against(recorded))
                .orElse("");
        String money = of(outcomes, Role.RECORDED)
                .flatMap(recorded -> price.map(one -> money(one, own, recorded)))
                .orElse("");
        String tuned = outcomes.stream()
                .filter(one -> one.role().isGrid())
                .map(Ranked::outcome)
                .min(Comparator.comparingDouble(Outcome::costHours))
                .map(best -> String.format(
                        Locale.ROOT,
                        " The best of the simple scalers in hindsight, %s, would have used %s, and cost %+.0f %% against Lagcast, late records included.",
                        best.scaler(),
                        against(best),
                        100 * (best.costHours() / own.costHours() - 1)))
                .orElse("");
        return first + ran + "." + money + tuned;
    }

    private static String length(Recording recording) {
        double hours = recording.scenario().arrivals().seconds() / 3600.0;
        return hours >= 48
                ? String.format(Locale.ROOT, "%.1f days", hours / 24)
                : String.format(Locale.ROOT, "%.0f hours", hours);
    }

    private static String against(Outcome other) {
        return String.format(
                Locale.ROOT,
                "%.1f with %s in time and %.0f moves a day",
                other.meanReplicas(),
                percent(other.shareInTime()),
                other.movesPerDay());
    }

    private static String money(Price price, Outcome own, Outcome recorded) {
        double saved = (recorded.meanReplicas() - own.meanReplicas()) * HOURS_A_MONTH * price.replicaHour();
        return String.format(
                Locale.ROOT,
                " In replicas alone that is %,.0f %s a month %s.",
                Math.abs(saved),
                price.currency().getCurrencyCode(),
                saved >= 0 ? "less" : "more");
    }

    /** Never rounded up to all. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%s %%", Math.floor(share * 10_000 + 1e-9) / 100);
    }

    private static Optional<Outcome> of(List<Ranked> outcomes, Role role) {
        return outcomes.stream()
                .filter(one -> one.role() == role)
                .map(Ranked::outcome)
                .findFirst();
    }
}
