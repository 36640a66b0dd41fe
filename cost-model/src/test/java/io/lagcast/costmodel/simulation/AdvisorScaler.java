package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaAdvisor;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.forecasting.Forecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The production advisor, driven through its history as the service drives it. */
public final class AdvisorScaler implements Scaler {

    private final String name;
    private final WorkloadHistory history = new WorkloadHistory(Duration.ofHours(2));
    private final WorkloadKnowledge knowledge;
    private final WorkloadPolicy policy;
    private final ReplicaAdvisor advisor = new ReplicaAdvisor();
    private final Consumer<Advice> listener;
    private long nanos;

    public AdvisorScaler(String name, Forecaster forecaster, WorkloadPolicy policy, Consumer<Advice> listener) {
        this.name = name;
        this.knowledge = new WorkloadKnowledge(forecaster);
        this.policy = policy;
        this.listener = listener;
    }

    /** Teaches the past of a trace, {@code step} seconds a value, ending at {@code end}. */
    public void warmUp(double[] ratePerSecond, int step, Instant end) {
        Instant from = end.minusSeconds((long) ratePerSecond.length * step);
        for (double rate : ratePerSecond) {
            knowledge.learnArrivals(from, from.plusSeconds(step), new RecordsPerSecond(rate));
            from = from.plusSeconds(step);
        }
        knowledge.arrivals().refit();
    }

    public WorkloadHistory history() {
        return history;
    }

    public WorkloadKnowledge knowledge() {
        return knowledge;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(LagSample sample, double lag, double ratePerSecond, int desired) {
        long began = System.nanoTime();
        Optional<Measurement> measurement = history.append(sample);
        knowledge.learn(history, measurement.orElseThrow());
        Advice advice = advisor.advise(history, knowledge, policy);
        knowledge.note(advice);
        nanos += System.nanoTime() - began;
        listener.accept(advice);
        if (knowledge.arrivals().refitDue()) {
            knowledge.arrivals().refit();
        }
        return advice.decision().desired().count();
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
