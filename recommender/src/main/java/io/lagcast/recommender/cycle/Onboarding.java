package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.LearnedState;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.history.ProductionRate;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Makes a workload's knowledge: empty, or with everything that was stored about it. */
@Component
@EnableConfigurationProperties(ForecastProperties.class)
class Onboarding {

    private static final Logger log = LoggerFactory.getLogger(Onboarding.class);

    private final ForecastProperties properties;
    private final Histories histories;
    private final LearnedStates learnedStates;
    private final InstantSource clock;

    Onboarding(ForecastProperties properties, Histories histories, LearnedStates learnedStates, InstantSource clock) {
        this.properties = properties;
        this.histories = histories;
        this.learnedStates = learnedStates;
        this.clock = clock;
    }

    WorkloadKnowledge empty() {
        return new WorkloadKnowledge(Forecasters.standard(properties.settings()));
    }

    /**
     * Knowledge from what is stored: production rates of the forecaster's window, then those of the measurements in memory that are newer, and what an
     * earlier process learned. A forecaster takes its series in order, so what {@code before} had seen of it is seen anew.
     */
    WorkloadKnowledge fromStored(String workload, WorkloadKnowledge before) {
        WorkloadKnowledge knowledge = empty();
        try {
            LearnedState stored = learnedStates.load(workload);
            boolean learnedAlready =
                    !before.snapshot().throughput().observations().isEmpty();
            knowledge.restore(learnedAlready ? before.snapshot() : stored);
            learnStoredRates(workload, knowledge);
        } catch (DatabaseUnreachable away) {
            log.warn("Workload {} starts without its stored past: {}", workload, away.getMessage());
        }
        histories.read(workload, history -> learnRates(history, knowledge));
        return knowledge;
    }

    private void learnStoredRates(String workload, WorkloadKnowledge knowledge) {
        Instant from = clock.instant().minus(properties.window());
        try (Stream<ProductionRate> rates = histories.production(workload, from)) {
            rates.forEach(rate -> knowledge.learnArrivals(rate.from(), rate.to(), rate.rate()));
        }
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
