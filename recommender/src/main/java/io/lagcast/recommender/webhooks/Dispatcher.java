package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.CloudEventJson;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.webhooks.Lane.Delivery;
import io.lagcast.recommender.webhooks.Lane.Result;
import io.lagcast.recommender.webhooks.Lane.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leases lanes that are due, has each delivered by a virtual thread, and records in batches what became of them. Nothing here is called by, or waits for,
 * whoever decides.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** At most that often is asked for due lanes, however many there are. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(20);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_RECORDED_AT_ONCE = 500;

    private final Database database;
    private final Leases leases;
    private final Subscriptions subscriptions;
    private final Ledger ledger;
    private final Courier courier;
    private final WebhookMeters meters;
    private final WebhookSettings settings;
    private final JsonMapper json;
    private final Map<String, Integer> busyBySubscription = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile List<Thread> threads = List.of();

    Dispatcher(
            Database database,
            Leases leases,
            Subscriptions subscriptions,
            Ledger ledger,
            Sender sender,
            WebhookMeters meters,
            Traces traces,
            WebhookSettings settings,
            JsonMapper json) {
        this.database = database;
        this.leases = leases;
        this.subscriptions = subscriptions;
        this.ledger = ledger;
        this.courier = new Courier(sender, settings, meters, traces);
        this.meters = meters;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public void start() {
        running = true;
        threads = List.of(
                Thread.ofPlatform().daemon().name("webhook-dispatcher").start(this::dispatch),
                Thread.ofPlatform().daemon().name("webhook-recorder").start(this::recordResults));
    }

    /** Begins no further delivery; those under way may end, and what became of them is recorded. */
    @Override
    public void stop() {
        running = false;
        wake();
        try {
            for (Thread thread : threads) {
                thread.join(settings.timeout().plus(AFTER_FAILURE));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Looks for due deliveries soon. */
    void wake() {
        wake.release();
    }

    private void dispatch() {
        try {
            while (running) {
                Duration pause = guardedRound();
                Thread.sleep(SHORTEST_ROUND);
                if (pause.isPositive()) {
                    wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing may end the loop but its end. Returns how long to wait unless woken. */
    private Duration guardedRound() {
        try {
            int free = settings.workers() - busy.get();
            return free > 0 && database.isAvailable() && round(free) > 0 ? Duration.ZERO : settings.pollInterval();
        } catch (DatabaseUnreachable away) {
            return AFTER_FAILURE;
        } catch (RuntimeException failed) {
            log.error("Webhooks could not be dispatched; going on", failed);
            return AFTER_FAILURE;
        }
    }

    private int round(int free) {
        List<Lane> lanes = leases.take(busyBySubscription, free);
        if (lanes.isEmpty()) {
            return 0;
        }
        Subscriptions.Targets targets = subscriptions.targets(
                lanes.stream().map(Lane::subscription).distinct().toList());
        Map<UUID, Message> messages = messages(lanes);
        lanes.forEach(lane -> begin(lane, targets, messages));
        return lanes.size();
    }

    /** What is told of each recommendation, made once for all who are told. */
    private Map<UUID, Message> messages(List<Lane> lanes) {
        Map<UUID, Instant> wanted = new HashMap<>();
        lanes.stream()
                .flatMap(lane -> lane.deliveries().stream())
                .forEach((Delivery delivery) -> wanted.put(delivery.recommendationId(), delivery.decidedAt()));
        Map<UUID, Message> messages = new HashMap<>();
        ledger.find(wanted)
                .forEach(recommendation -> messages.put(
                        recommendation.id(),
                        new Message(
                                json.writeValueAsBytes(CloudEventJson.of(recommendation)),
                                recommendation.provenance().traceparent())));
        return messages;
    }

    private void begin(Lane lane, Subscriptions.Targets targets, Map<UUID, Message> messages) {
        busy.incrementAndGet();
        busyBySubscription.merge(lane.subscription(), 1, Integer::sum);
        Thread.ofVirtual().name("webhook-courier").start(() -> results.add(deliver(lane, targets, messages)));
    }

    private Result deliver(Lane lane, Subscriptions.Targets targets, Map<UUID, Message> messages) {
        try {
            Target target = targets.of(lane.subscription());
            return courier.deliver(lane, target, messages, () -> running);
        } catch (SecretUnreadable unreadable) {
            return courier.undeliverable(lane, String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException defect) {
            log.error("A delivery to webhook {} failed unexpectedly", lane.subscription(), defect);
            return courier.undeliverable(lane, "The service failed: " + defect);
        }
    }

    private void recordResults() {
        try {
            while (running || busy.get() > 0) {
                List<Result> batch = new ArrayList<>();
                Result first = results.poll(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    results.drainTo(batch, MOST_RECORDED_AT_ONCE - 1);
                    recordUntilItSucceeds(batch);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** While PostgreSQL is away; unless the service stops, since after their leases the deliveries are made again anyway. */
    private void recordUntilItSucceeds(List<Result> batch) throws InterruptedException {
        while (!recorded(batch) && running) {
            Thread.sleep(AFTER_FAILURE);
        }
        for (Result result : batch) {
            busy.decrementAndGet();
            busyBySubscription.computeIfPresent(
                    result.lane().subscription(), (subscription, count) -> count > 1 ? count - 1 : null);
        }
        wake();
    }

    private boolean recorded(List<Result> batch) {
        try {
            leases.giveBack(batch);
            batch.stream()
                    .filter(Result::gone)
                    .map(result -> result.lane().subscription())
                    .distinct()
                    .forEach(gone -> {
                        log.warn("Webhook {} is disabled: its receiver answered 410", gone);
                        subscriptions.disable(gone, "The receiver answered 410: it wants nothing any more");
                    });
            batch.stream().flatMap(result -> result.outcomes().stream()).forEach(meters::count);
            return true;
        } catch (DatabaseUnreachable away) {
            return false;
        } catch (RuntimeException refused) {
            log.error("What became of {} lanes of webhooks could not be recorded", batch.size(), refused);
            return true;
        }
    }
}
