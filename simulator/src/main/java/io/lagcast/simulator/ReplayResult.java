package io.lagcast.simulator;

import io.lagcast.simulator.world.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a replay came to.
 *
 * @param title what was replayed, in words
 * @param scenario everything but who decided
 * @param outcomes one for every scaler, in the order they were asked for
 */
public record ReplayResult(String title, Scenario scenario, List<Outcome> outcomes) {

    public ReplayResult {
        outcomes = List.copyOf(outcomes);
    }

    /** The outcome of the one who knew everything, if it was asked for. */
    public Optional<Outcome> clairvoyant() {
        return outcomes.stream()
                .filter(outcome -> outcome.scaler().equals("clairvoyant"))
                .findFirst();
    }

    /** Cost in multiples of the clairvoyant's. */
    public OptionalDouble costRatio(Outcome outcome) {
        return clairvoyant()
                .map(best -> OptionalDouble.of(outcome.costHours() / best.costHours()))
                .orElse(OptionalDouble.empty());
    }
}
