package io.lagcast.recommender.replays;

import io.lagcast.recommender.replays.RecordedScenario.Recording;
import io.lagcast.simulator.ClosedLoop;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.scaler.RecordedReplicas;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Runs the scalers of a replay one after the other: what ran, Lagcast, those that were named, the best of small grids, all replicas, the clairvoyant. */
final class Comparison {

    /** The name of what ran. */
    static final String RECORDED = "recorded";

    /** Lag per replica that HPA and KEDA are tried with, in seconds of what a replica processes. */
    private static final List<Integer> LAG_SECONDS = List.of(1, 2, 5, 10, 30, 60);

    /** Utilisations that sizing by rate is tried with. */
    private static final List<String> UTILISATIONS = List.of("0.6", "0.7", "0.8", "0.9");

    /** How many times longer than another scaler the clairvoyant takes, and Lagcast; for the progress alone. */
    private static final double SLOW = 10;

    private final Recording recording;
    private final BooleanSupplier cancelled;
    private final BiConsumer<String, Double> progress;
    private final List<Task> tasks = new ArrayList<>();

    /**
     * The scalers that will run.
     *
     * @param cancelled whether nobody wants the answer any more
     * @param progress is told what is run and the share that is done
     */
    Comparison(
            Recording recording,
            List<ScalerChoice> named,
            BooleanSupplier cancelled,
            BiConsumer<String, Double> progress) {
        this.recording = recording;
        this.cancelled = cancelled;
        this.progress = progress;
        if (!recording.measured().countSince().isEmpty()) {
            tasks.add(new Task(Role.RECORDED, Optional.empty()));
        }
        named.forEach(choice -> tasks.add(new Task(Role.NAMED, Optional.of(choice))));
        add(Role.ALL_REPLICAS, "over");
        long throughput =
                Math.max(1, Math.round(recording.scenario().group().throughput().value()));
        for (int seconds : LAG_SECONDS) {
            add(Role.HPA_GRID, "hpa:" + seconds * throughput);
            add(Role.KEDA_GRID, "keda:" + seconds * throughput);
        }
        UTILISATIONS.forEach(utilisation -> add(Role.RATE_GRID, "rate:" + utilisation));
        add(Role.LAGCAST, "lagcast");
        add(Role.CLAIRVOYANT, "clairvoyant");
    }

    private void add(Role role, String scaler) {
        tasks.add(new Task(role, Optional.of(ScalerChoice.parse(scaler))));
    }

    /** The outcomes, the best of each grid only; stops early, with what is there, once nobody wants them. */
    List<Ranked> run() {
        double whole = tasks.stream().mapToDouble(Task::weight).sum();
        double done = 0;
        List<Ranked> outcomes = new ArrayList<>();
        for (Task task : tasks) {
            if (cancelled.getAsBoolean()) {
                return outcomes;
            }
            double before = done / whole;
            double share = task.weight() / whole;
            outcomes.add(
                    new Ranked(task.role(), run(task, part -> progress.accept(task.name(), before + share * part)), 1));
            done += task.weight();
        }
        return best(outcomes);
    }

    private Outcome run(Task task, DoubleConsumer told) {
        Scenario scenario = recording.scenario();
        ClosedLoop loop = new ClosedLoop(scenario);
        return task.choice()
                .map(choice -> loop.run(choice.create(scenario, part -> told.accept(part * 0.95)), told))
                .orElseGet(() -> loop.run(
                        new RecordedReplicas(RECORDED, recording.measured().countSince()), told));
    }

    private static List<Ranked> best(List<Ranked> outcomes) {
        List<Ranked> kept = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Ranked> same =
                    outcomes.stream().filter(one -> one.role() == role).toList();
            if (role.isGrid()) {
                same.stream()
                        .min(Comparator.comparingDouble(one -> one.outcome().costHours()))
                        .ifPresent(one -> kept.add(new Ranked(role, one.outcome(), same.size())));
            } else {
                kept.addAll(same);
            }
        }
        return kept;
    }

    /** Why a scaler takes part. */
    enum Role {
        /** Lagcast. */
        LAGCAST,
        /** The counts that were asked for then. */
        RECORDED,
        /** Named by whoever asked. */
        NAMED,
        /** The cheapest HPA on lag of those that were tried: nobody could have known it before. */
        HPA_GRID,
        /** The cheapest KEDA on lag of those that were tried. */
        KEDA_GRID,
        /** The cheapest sizing by rate of those that were tried. */
        RATE_GRID,
        /** As many replicas as have work, always. */
        ALL_REPLICAS,
        /** Knows what will arrive. */
        CLAIRVOYANT;

        boolean isGrid() {
            return this == HPA_GRID || this == KEDA_GRID || this == RATE_GRID;
        }
    }

    /**
     * An outcome and why it is there.
     *
     * @param role why
     * @param outcome what came of it
     * @param tried out of how many settings it is the best; 1 where none were tried
     */
    record Ranked(Role role, Outcome outcome, int tried) {}

    private record Task(Role role, Optional<ScalerChoice> choice) {

        double weight() {
            return role == Role.LAGCAST || role == Role.CLAIRVOYANT ? SLOW : 1;
        }

        String name() {
            return choice.map(ScalerChoice::text).orElse(RECORDED).toLowerCase(Locale.ROOT);
        }
    }
}
