package io.lagcast.simulator;

import io.lagcast.costmodel.Price;
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
 * @param current the scaler that is in use today, by its text; one of the outcomes
 * @param price what a replica costs, for reports only
 */
public record ReplayResult(
        String title, Scenario scenario, List<Outcome> outcomes, Optional<String> current, Optional<Price> price) {

    public ReplayResult {
        outcomes = List.copyOf(outcomes);
    }

    /** A result of which nothing more is said. */
    public ReplayResult(String title, Scenario scenario, List<Outcome> outcomes) {
        this(title, scenario, outcomes, Optional.empty(), Optional.empty());
    }

    /** The outcome of that name, if that scaler took part. */
    public Optional<Outcome> outcome(String scaler) {
        return outcomes.stream()
                .filter(outcome -> outcome.scaler().equals(scaler))
                .findFirst();
    }

    /** The outcome of the one who knew everything, if it was asked for. */
    public Optional<Outcome> clairvoyant() {
        return outcome("clairvoyant");
    }

    /** Cost in multiples of the clairvoyant's. */
    public OptionalDouble costRatio(Outcome outcome) {
        return clairvoyant()
                .map(best -> OptionalDouble.of(outcome.costHours() / best.costHours()))
                .orElse(OptionalDouble.empty());
    }
}
