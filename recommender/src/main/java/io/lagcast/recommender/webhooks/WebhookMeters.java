package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.webhooks.Lane.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts deliveries by what became of them, and those that are parked. */
@Component
class WebhookMeters {

    private final Counter delivered;
    private final Counter failed;
    private final Counter parked;
    private final Timer attempts;
    private final AtomicLong parkedNow = new AtomicLong();
    private final AtomicLong waitingLanes = new AtomicLong();

    WebhookMeters(MeterRegistry meters) {
        this.delivered = counter("delivered", meters);
        this.failed = counter("failed", meters);
        this.parked = counter("parked", meters);
        this.attempts = Timer.builder("lagcast.webhooks.attempt.duration")
                .description("How long attempts to deliver take")
                .register(meters);
        meters.gauge("lagcast.webhooks.parked", parkedNow);
        meters.gauge("lagcast.webhooks.waiting.lanes", waitingLanes);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("lagcast.webhooks.attempts")
                .description(
                        "Attempts to deliver that succeeded, that failed and are repeated, and that failed for good")
                .tag("outcome", outcome)
                .register(meters);
    }

    Answer timed(Supplier<Answer> attempt) {
        return attempts.record(attempt);
    }

    void count(Outcome outcome) {
        switch (outcome.status()) {
            case DELIVERED -> delivered.increment();
            case PENDING -> failed.increment();
            case PARKED -> parked.increment();
        }
    }

    /** What is in the database now. */
    void stock(long parkedDeliveries, long lanesThatWait) {
        parkedNow.set(parkedDeliveries);
        waitingLanes.set(lanesThatWait);
    }
}
