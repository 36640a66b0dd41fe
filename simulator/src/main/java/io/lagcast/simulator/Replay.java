package io.lagcast.simulator;

import io.lagcast.simulator.scaler.Scaler;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;

/** Runs several scalers on one scenario, as many at a time as there are cores. The same scenario gives the same outcomes. */
public final class Replay {

    /** Of the time of a scaler that plans ahead, running the plan is next to nothing. */
    private static final double PLANNING = 0.98;

    private final Scenario scenario;
    private final List<ScalerChoice> choices;

    public Replay(Scenario scenario, List<ScalerChoice> choices) {
        this.scenario = scenario;
        this.choices = List.copyOf(choices);
    }

    /** The outcomes in the order of the choices. */
    public List<Outcome> run(Progress progress) throws InterruptedException {
        int threads = Math.min(choices.size(), Runtime.getRuntime().availableProcessors());
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, threads))) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (int i = 0; i < choices.size(); i++) {
                int index = i;
                running.add(executor.submit(() -> run(index, progress)));
            }
            return collect(running, executor);
        }
    }

    private static List<Outcome> collect(List<Future<Outcome>> running, ExecutorService executor)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            executor.shutdownNow();
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A scaler failed", e.getCause());
        }
    }

    private Outcome run(int index, Progress progress) {
        ScalerChoice choice = choices.get(index);
        double planning = choice.plansAhead() ? PLANNING : 0;
        DoubleConsumer preparing = done -> progress.at(index, choice.text(), planning * done);
        DoubleConsumer running = done -> progress.at(index, choice.text(), planning + (1 - planning) * done);
        Scaler scaler = choice.create(scenario, preparing);
        return new ClosedLoop(scenario).run(scaler, running);
    }

    /** Is told how far things are, from several threads. */
    @FunctionalInterface
    public interface Progress {

        /**
         * One scaler has got further.
         *
         * @param index its place among the choices
         * @param scaler its name
         * @param share how much of its work is done, from 0 to 1
         */
        void at(int index, String scaler, double share);
    }
}
