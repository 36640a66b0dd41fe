package io.lagcast.simulator.scaler;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.LearnedState;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaAdvisor;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.simulator.scaler.DecisionTimes.Part;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The production advisor, driven as the service drives it: a sample is appended, learned from and decided on, and its advice is carried out when it
 * says so. The history before the replay is taught as an import would.
 */
public final class AdvisedScaler implements Scaler {

    /** How much of the past the advisor may look at in detail; as much as the service keeps. */
    private static final Duration WINDOW = Duration.ofHours(2);

    private final String name;
    private final boolean learns;
    private final WorkloadHistory history = new WorkloadHistory(WINDOW);
    private final WorkloadKnowledge knowledge;
    private final WorkloadPolicy policy;
    private final ReplicaAdvisor advisor = new ReplicaAdvisor();
    private final Consumer<Advice> listener;
    private final TimedForecaster forecaster;
    private final DecisionTimes times = new DecisionTimes();

    /**
     * The advisor with a forecaster that knows nothing yet; it is taught the scenario's history here.
     *
     * @param learns whether throughput, start-up and pause are learned; if not, the policy's priors are believed throughout
     * @param listener is told of every advice
     */
    public AdvisedScaler(
            String name, Scenario scenario, Forecaster forecaster, boolean learns, Consumer<Advice> listener) {
        this.name = name;
        this.learns = learns;
        this.forecaster = new TimedForecaster(forecaster);
        this.knowledge = new WorkloadKnowledge(this.forecaster);
        this.policy = scenario.policy();
        this.listener = listener;
        scenario.history().ifPresent(this::teach);
        this.forecaster.takeUpdateNanos();
    }

    private void teach(Trace past) {
        Instant from = past.start();
        for (double ratePerSecond : past.values()) {
            Instant to = from.plus(past.step());
            knowledge.learnArrivals(from, to, new RecordsPerSecond(ratePerSecond));
            from = to;
        }
        knowledge.arrivals().refit();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        LagSample sample = seen.sample();
        Advice advice = advise(sample);
        listener.accept(advice);
        if (knowledge.arrivals().refitDue()) {
            long began = System.nanoTime();
            knowledge.arrivals().refit();
            times.addRefit(System.nanoTime() - began);
        }
        return isDue(advice) ? advice.decision().desired().count() : seen.desired();
    }

    private Advice advise(LagSample sample) {
        long began = System.nanoTime();
        Measurement measurement = history.append(sample).orElseThrow();
        long appended = System.nanoTime();
        learn(measurement);
        long learned = System.nanoTime();
        long update = forecaster.takeUpdateNanos();
        forecaster.takeAnswerNanos();
        Advice advice = advisor.advise(history, knowledge, policy);
        long advised = System.nanoTime();
        long answer = forecaster.takeAnswerNanos();
        knowledge.note(advice);
        long noted = System.nanoTime();
        times.add(Part.APPEND, appended - began);
        times.add(Part.FORECAST_UPDATE, update);
        times.add(Part.LEARN, learned - appended - update);
        times.add(Part.FORECAST, answer);
        times.add(Part.PLAN, advised - learned - answer);
        times.add(Part.NOTE, noted - advised);
        times.addDecision(noted - began);
        return advice;
    }

    /** What may not be learned is forgotten at once; arrivals and the forecast's record stay. */
    private void learn(Measurement measurement) {
        knowledge.learn(history, measurement);
        if (!learns) {
            LearnedState now = knowledge.snapshot();
            knowledge.restore(new LearnedState(
                    LearnedState.NOTHING.throughput(),
                    LearnedState.NOTHING.startUpSeconds(),
                    LearnedState.NOTHING.pauseSeconds(),
                    now.protocol(),
                    now.forecast(),
                    now.arrivalsUntil()));
        }
    }

    private static boolean isDue(Advice advice) {
        return !(advice.decision() instanceof Decision.Scale scale)
                || !scale.executeAt().isAfter(advice.time());
    }

    /** How long decisions took. */
    public DecisionTimes times() {
        return times;
    }
}
