package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.LearnedState;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.history.ProductionRate;
import io.lagcast.recommender.ownmodels.ConfiguredModels;
import io.lagcast.recommender.ownmodels.InvalidModelException;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Makes what learns about a workload: empty, or with everything that was stored about it. */
@Component
@EnableConfigurationProperties(ForecastProperties.class)
class Onboarding {

    private static final Logger log = LoggerFactory.getLogger(Onboarding.class);

    private final ForecastProperties properties;
    private final Histories histories;
    private final LearnedStates learnedStates;
    private final ConfiguredModels ownModels;
    private final InstantSource clock;

    Onboarding(
            ForecastProperties properties,
            Histories histories,
            LearnedStates learnedStates,
            ConfiguredModels ownModels,
            InstantSource clock) {
        ownModels.all().forEach((name, model) -> check(properties, name, model));
        this.properties = properties;
        this.ownModels = ownModels;
        this.histories = histories;
        this.learnedStates = learnedStates;
        this.clock = clock;
    }

    private static void check(ForecastProperties properties, String name, OwnModel model) {
        try {
            Forecasters.standard(properties.settings(), List.of(model));
        } catch (IllegalArgumentException unfit) {
            throw new InvalidModelException(name, String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /** Length of a forecaster's buckets. */
    Duration step() {
        return properties.step();
    }

    /** A learner that has learned nothing, for a workload that was not read back yet or has no past. */
    Learner empty(String workload) {
        Learner learner = unlearned(workload);
        if (histories.isReloaded(workload)) {
            learner.arrivals().noteStoredPast();
        }
        return learner;
    }

    private Learner unlearned(String workload) {
        return Learner.with(new LiveForecaster(
                Forecasters.standard(properties.settings(), ownModels.of(workload)), schedule(workload)));
    }

    private RefitSchedule schedule(String workload) {
        return RefitSchedule.of(workload, properties.step());
    }

    /**
     * A learner from what is stored: its forecaster as an earlier process left it, then production rates of the forecaster's window, then those of the
     * measurements in memory that are newer, and what an earlier process learned. A forecaster takes its series in order, so what {@code before} had
     * seen of it is seen anew.
     */
    Learner fromStored(String workload, Learner before) {
        return fromStored(workload, before, true);
    }

    /** The same, but the forecaster learns from the whole history: for a past that has become richer. */
    Learner fromHistory(String workload, Learner before) {
        return fromStored(workload, before, false);
    }

    private Learner fromStored(String workload, Learner before, boolean restores) {
        Learner learner = unlearned(workload);
        try {
            learner = restores ? restored(workload).orElse(learner) : learner;
            LearnedState earlier = before.knowledge().snapshot();
            boolean learnedAlready = !earlier.throughput().observations().isEmpty();
            learner.knowledge().restore(learnedAlready ? earlier : learnedStates.load(workload));
            learnStoredRates(workload, learner.knowledge());
            learner.arrivals().noteStoredPast();
        } catch (DatabaseUnreachable away) {
            log.warn("Workload {} starts without its stored past: {}", workload, away.getMessage());
        }
        WorkloadKnowledge knowledge = learner.knowledge();
        histories.read(workload, history -> learnRates(history, knowledge));
        return learner;
    }

    /** A learner whose forecaster goes on where it was stored; one that is older than the window has nothing to go on with. */
    private Optional<Learner> restored(String workload) {
        Instant oldest = clock.instant().minus(properties.window());
        return learnedStates
                .forecaster(workload)
                .filter(saved -> saved.until().isAfter(oldest))
                .flatMap(saved -> restored(workload, saved));
    }

    private Optional<Learner> restored(String workload, SavedForecaster saved) {
        ForecastSettings settings = properties.settings();
        try {
            LiveForecaster arrivals = new LiveForecaster(
                    Forecasters.restored(settings, saved.bytes(), ownModels.of(workload)),
                    schedule(workload),
                    saved.until());
            return Optional.of(new Learner(new WorkloadKnowledge(arrivals, saved.until()), arrivals));
        } catch (RuntimeException other) {
            String reason =
                    String.valueOf(other.getMessage()).lines().findFirst().orElse("");
            log.info("The stored forecaster of {} is dropped, it learns again from its history: {}", workload, reason);
            return Optional.empty();
        }
    }

    /** Stored rates are by the minute or longer: the last one may reach beyond what was measured, and says nothing about that time. */
    private void learnStoredRates(String workload, WorkloadKnowledge knowledge) {
        Instant from = clock.instant().minus(properties.window());
        Optional<Instant> measuredUntil =
                histories.read(workload, history -> history.latest().map(Measurement::time));
        Instant until = measuredUntil.orElse(Instant.MAX);
        try (Stream<ProductionRate> rates = histories.production(workload, from)) {
            rates.filter(rate -> rate.from().isBefore(until))
                    .forEach(rate -> knowledge.learnArrivals(rate.from(), earlier(rate.to(), until), rate.rate()));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static WorkloadHistory learnRates(WorkloadHistory history, WorkloadKnowledge knowledge) {
        for (int i = 0; i < history.size(); i++) {
            Measurement measurement = history.measurement(i);
            if (measurement.produced().isPresent() && measurement.interval().isPresent()) {
                knowledge.learnArrivals(
                        measurement.time().minus(measurement.interval().get()),
                        measurement.time(),
                        new RecordsPerSecond(measurement.produced().getAsDouble()));
            }
        }
        return history;
    }
}
