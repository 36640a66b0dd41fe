package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.PartitionAdvisor;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaAdvisor;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.history.HistoryReloaded;
import io.lagcast.recommender.history.ProductionImported;
import io.lagcast.recommender.history.ProductionImportedElsewhere;
import io.lagcast.recommender.history.SampleRecorded;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.tracing.Step;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import io.lagcast.recommender.workloads.Workloads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The decision loop. Every recorded sample is one tick of its workload: learn from the measurement, ask the advisor, hand the advice to the ledger.
 *
 * <p>Ticks of one workload run one after the other, those of different workloads side by side, none of them on the thread that recorded the
 * sample. A tick that fails is counted and logged, and leaves the last recommendation in force until it expires.
 *
 * <p>Decides while this instance leads. One that takes over restores each workload's learner before it decides about it; one that does not lead answers
 * questions from what the leader has stored.
 */
@Component
@Order(LeaderDuty.DECIDING)
class DecisionCycle implements LiveWorkloads, LeaderDuty {

    /** What a crash may cost of what a forecaster learned; its samples are stored and learned again. */
    private static final Duration FORECASTER_STORED_EVERY = Duration.ofMinutes(15);

    /** Fewer than there are connections, so that restoring thousands of workloads keeps nobody from PostgreSQL. */
    private static final int RESTORED_AT_ONCE = 4;

    private static final Logger log = LoggerFactory.getLogger(DecisionCycle.class);

    private final ConcurrentMap<String, Desk> desks = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ReplicaAdvisor advisor = new ReplicaAdvisor();
    private final Semaphore restoring = new Semaphore(RESTORED_AT_ONCE);
    private final ReadingDesks readingDesks;
    private final Workloads workloads;
    private final Histories histories;
    private final Ledger ledger;
    private final Onboarding onboarding;
    private final Provenances provenances;
    private final Traces traces;
    private final LearnedStates learnedStates;
    private final Refits refits;
    private final PartitionOutlook partitions;
    private final Timer decisions;
    private final Counter failures;
    private volatile boolean leads;

    DecisionCycle(
            ReadingDesks readingDesks,
            Workloads workloads,
            Histories histories,
            Ledger ledger,
            Onboarding onboarding,
            Provenances provenances,
            Traces traces,
            LearnedStates learnedStates,
            Refits refits,
            PartitionOutlook partitions,
            MeterRegistry meters) {
        this.readingDesks = readingDesks;
        this.workloads = workloads;
        this.histories = histories;
        this.ledger = ledger;
        this.onboarding = onboarding;
        this.provenances = provenances;
        this.traces = traces;
        this.learnedStates = learnedStates;
        this.refits = refits;
        this.partitions = partitions;
        this.decisions = Timer.builder("lagcast.decision")
                .description("Time from a measurement to its advice")
                .publishPercentileHistogram()
                .register(meters);
        this.failures = meters.counter("lagcast.decision.failures");
    }

    @Override
    public void begin() {
        readingDesks.clear();
        leads = true;
        histories.reloaded().forEach(this::restore);
    }

    /** Decisions under way are waited for: what they come to is still to be stored. */
    @Override
    public void end() {
        leads = false;
        desks.values().forEach(desk -> desk.ask(learner -> learner).join());
        desks.clear();
    }

    @EventListener
    void on(SampleRecorded recorded) {
        Optional<String> collected = traces.traceparent();
        run(recorded.workload(), (desk, learner) -> traces.step("decide")
                .below(collected)
                .run(attributes -> tick(desk, learner, recorded.measurement(), attributes)));
    }

    @EventListener
    void on(HistoryReloaded reloaded) {
        restore(reloaded.workload());
    }

    /** Samples that come meanwhile wait at the desk. */
    private void restore(String workload) {
        run(workload, (desk, before) -> {
            restoring.acquireUninterruptibly();
            try {
                Learner learned = onboarding.fromStored(desk.workload(), before);
                desk.replace(learned);
                refits.askIfDue(desk, learned.arrivals());
            } finally {
                restoring.release();
            }
        });
    }

    /**
     * Imported rates are learned as finely as they came; the rollups they are stored in may be coarser. A forecaster takes its series in order, so rates
     * from before what it has seen make it learn anew.
     */
    @EventListener
    void on(ProductionImported imported) {
        run(imported.workload(), (desk, learner) -> {
            Learner learned = isNewer(imported, learner) ? learner : onboarding.fromHistory(desk.workload(), learner);
            imported.rates().forEach(rate -> learned.knowledge().learnArrivals(rate.from(), rate.to(), rate.rate()));
            desk.replace(learned);
            refits.askIfDue(desk, learned.arrivals());
        });
    }

    @EventListener
    void on(ProductionImportedElsewhere imported) {
        run(imported.workload(), (desk, learner) -> {
            Learner learned = onboarding.fromHistory(desk.workload(), learner);
            desk.replace(learned);
            refits.askIfDue(desk, learned.arrivals());
        });
    }

    private static boolean isNewer(ProductionImported imported, Learner learner) {
        Optional<Instant> until = learner.knowledge().snapshot().arrivalsUntil();
        return imported.rates().isEmpty()
                || until.isEmpty()
                || !imported.rates().getFirst().from().isBefore(until.get());
    }

    /** What was measured and learned goes with the workload, so that one made again under its name starts clean; the ledger keeps its record. */
    @EventListener
    void on(WorkloadRemoved removed) {
        desks.remove(removed.name());
        readingDesks.forget(removed.name());
        ledger.withdraw(removed.name());
        histories.forget(removed.name());
        learnedStates.forget(removed.name());
        partitions.forget(removed.name());
    }

    /** Does work at a workload's desk. The one place where a failure of the loop is caught. */
    private void run(String workload, BiConsumer<Desk, Learner> work) {
        if (!leads) {
            return;
        }
        Desk desk = desks.computeIfAbsent(workload, name -> new Desk(name, onboarding.empty(name), executor));
        desk.run(learner -> {
            try {
                if (leads) {
                    work.accept(desk, learner);
                }
            } catch (RuntimeException failed) {
                failures.increment();
                log.error("Workload {} was not decided; its last recommendation stays in force", workload, failed);
            }
        });
    }

    private void tick(Desk desk, Learner learner, Measurement measurement, Step.Attributes attributes) {
        Optional<Workload> found = workloads.find(desk.workload());
        if (found.isEmpty()) {
            return;
        }
        Workload workload = found.get();
        WorkloadKnowledge knowledge = learner.knowledge();
        Advice advice = decisions.record(() -> histories.read(workload.name(), history -> {
            knowledge.learn(history, measurement);
            return advise(workload, history, knowledge);
        }));
        knowledge.note(advice);
        tell(attributes, workload, advice);
        publish(workload, advice);
        refits.askIfDue(desk, learner.arrivals());
        summarise(desk, learner, workload, advice);
    }

    private static void tell(Step.Attributes attributes, Workload workload, Advice advice) {
        attributes.tag("lagcast.workload", workload.name());
        attributes.tag("messaging.consumer.group.name", workload.group());
        attributes.tag("lagcast.action", Action.of(advice).name());
        attributes.tag(
                "lagcast.desired_replicas",
                Integer.toString(advice.decision().desired().count()));
        attributes.tag("lagcast.reason", advice.decision().reason().code().name());
    }

    private void publish(Workload workload, Advice advice) {
        traces.step("publish").run(attributes -> {
            attributes.tag("lagcast.workload", workload.name());
            ledger.issue(workload.name(), advice, provenances.of(advice));
        });
    }

    private Advice advise(Workload workload, WorkloadHistory history, WorkloadKnowledge knowledge) {
        Advice advice = advisor.advise(history, knowledge, workload.policy());
        return switch (workload.mode()) {
            case RECOMMEND -> advice;
            case PAUSED -> Pause.hold(advice, workload.policy());
        };
    }

    /** After the advice is out: what metrics show need not be newer than a minute. */
    private void summarise(Desk desk, Learner learner, Workload workload, Advice advice) {
        Instant time = advice.time();
        boolean fresh = desk.summary()
                .filter(summary -> time.isBefore(summary.time().plus(ForecastSummary.FRESH)))
                .isPresent();
        if (!fresh) {
            Optional<RecordsPerSecond> ceiling = histories.read(
                    workload.name(), history -> PartitionAdvisor.ceiling(history, workload.policy(), advice.beliefs()));
            desk.note(ForecastSummary.of(learner.arrivals(), time, ceiling));
        }
    }

    @Override
    public Optional<Explanation> explanation(String workload) {
        Optional<Recommendation> latest = ledger.latest(workload);
        Optional<Desk> desk = desk(workload);
        if (latest.isEmpty() || desk.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Explanation(
                latest.get(),
                desk.get().ask(learner -> learner.arrivals().scores()).join(),
                workloads
                        .find(workload)
                        .flatMap(found ->
                                partitions.of(found, latest.get().advice().beliefs()))));
    }

    private Optional<Desk> desk(String workload) {
        if (leads) {
            return Optional.ofNullable(desks.get(workload));
        }
        return ledger.latest(workload).map(decided -> readingDesks.of(workload));
    }

    @Override
    public Optional<Forecast> forecast(String workload, Horizon horizon, QuantileLevels levels) {
        return desk(workload).map(desk -> desk.ask(learner -> learner.arrivals().forecast(horizon, levels))
                .join());
    }

    @Override
    public Optional<Forecast> peak(String workload, Duration within, QuantileLevels levels) {
        return desk(workload).map(desk -> desk.ask(learner -> learner.arrivals().forecastPeak(within, levels))
                .join());
    }

    @Override
    public Optional<List<FittedModel>> models(String workload) {
        return desk(workload)
                .map(desk -> desk.ask(learner -> learner.arrivals().models()).join());
    }

    @Override
    public Duration forecastStep() {
        return onboarding.step();
    }

    @Override
    public Optional<ForecastSummary> summary(String workload) {
        return Optional.ofNullable(desks.get(workload)).flatMap(Desk::summary);
    }

    /** Stores what was learned now and then, so that a crash costs at most that. */
    @Scheduled(fixedDelayString = "${lagcast.learned.save-interval:PT1M}")
    void saveLearned() {
        desks.values().forEach(desk -> saveLearned(desk, FORECASTER_STORED_EVERY));
    }

    @EventListener(ContextClosedEvent.class)
    void saveLast() {
        desks.values().forEach(desk -> saveLearned(desk, Duration.ZERO));
    }

    private void saveLearned(Desk desk, Duration forecasterPatience) {
        try {
            var learned = desk.ask(learner -> learner.knowledge().snapshot()).join();
            learned.arrivalsUntil().ifPresent(until -> learnedStates.save(desk.workload(), until, learned));
            saveForecaster(desk, forecasterPatience);
        } catch (RuntimeException failed) {
            log.debug("What was learned about {} is not stored now: {}", desk.workload(), failed.getMessage());
        }
    }

    private void saveForecaster(Desk desk, Duration patience) {
        desk.ask(learner -> learner.arrivals().unstored(patience)).join().ifPresent(saved -> {
            learnedStates.saveForecaster(desk.workload(), saved);
            desk.run(learner -> learner.arrivals().noteStored(saved.until()));
        });
    }
}
