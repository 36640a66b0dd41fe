package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.recommender.ownmodels.ConfiguredModels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Refits forecasters: heavy and never urgent, so one at a time in the whole service, on a thread of their own, on a copy. Ticks go on
 * meanwhile; a desk is only visited to copy what it knows and to put the refitted copy in place.
 */
@Component
class Refits {

    private static final Logger log = LoggerFactory.getLogger(Refits.class);

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lagcast-refit").factory());
    private final ForecastProperties properties;
    private final ConfiguredModels ownModels;
    private final Timer refits;
    private final Counter failures;

    Refits(ForecastProperties properties, ConfiguredModels ownModels, MeterRegistry meters) {
        this.properties = properties;
        this.ownModels = ownModels;
        this.refits = meters.timer("lagcast.refit");
        this.failures = meters.counter("lagcast.refit.failures");
    }

    /** Asks for a refit if one is due; for tasks of the desk only. */
    void askIfDue(Desk desk, LiveForecaster forecaster) {
        if (!forecaster.wantsRefit()) {
            return;
        }
        forecaster.awaitRefit();
        try {
            worker.execute(() -> refit(desk, forecaster));
        } catch (RejectedExecutionException stopping) {
            forecaster.abandon();
        }
    }

    private void refit(Desk desk, LiveForecaster forecaster) {
        try {
            byte[] saved = desk.ask(learner -> forecaster.copy()).join();
            Forecaster copy = Forecasters.restored(properties.settings(), saved, ownModels.of(desk.workload()));
            refits.record(copy::refit);
            desk.ask(learner -> {
                        forecaster.adopt(copy);
                        return learner;
                    })
                    .join();
        } catch (RuntimeException failed) {
            failures.increment();
            log.error("Workload {} is forecast on without the refit that was due", desk.workload(), failed);
            desk.run(learner -> forecaster.abandon());
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
