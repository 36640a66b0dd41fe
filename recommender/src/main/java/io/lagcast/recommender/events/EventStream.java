package io.lagcast.recommender.events;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.limits.Requester;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All connected clients. Publishing never waits for any of them. */
@Component
@EnableConfigurationProperties(EventSettings.class)
class EventStream implements SmartLifecycle {

    /** Stopped before the web server, which waits for open requests when it stops gracefully. */
    private static final int BEFORE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 1;

    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
    /** Held while an event is published and while a client joins, so that none is missed or told twice. */
    private final ReentrantLock publishing = new ReentrantLock();

    private final Replay replay;
    private final EventSettings settings;
    private final InstantSource clock;
    private final Counter dropped;
    private Instant lastClientAt = Instant.MIN;
    private volatile boolean running;

    EventStream(EventSettings settings, InstantSource clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.replay = new Replay(settings.maxPending(), clock.millis());
        Gauge.builder("lagcast.events.clients", clients, Set::size)
                .description("Clients of the event stream")
                .register(meters);
        this.dropped = Counter.builder("lagcast.events.clients.dropped")
                .description("Clients of the event stream that were disconnected because they were too slow")
                .register(meters);
    }

    /**
     * Connects a client.
     *
     * @param workload the only workload it wants to hear of; empty for all
     * @param lastSeen id of the last event it saw before; empty when it is new
     * @param requester whom it counts for
     * @throws ProblemException if there are too many already
     */
    SseEmitter connect(Optional<String> workload, Optional<String> lastSeen, Requester requester) {
        EventClient client =
                new EventClient(workload, Caller.current(), requester, settings.maxPending(), settings.heartbeat());
        locked(() -> join(client, lastSeen));
        Thread.ofVirtual().name("event-client").start(() -> {
            try {
                client.run(clock);
            } finally {
                locked(() -> leave(client));
            }
        });
        return client.emitter();
    }

    private boolean join(EventClient client, Optional<String> lastSeen) {
        requireRoom(client.requester());
        lastSeen.ifPresent(id -> replay.after(id)
                .ifPresentOrElse(
                        missed -> missed.stream()
                                .filter(event -> client.wants(event.workload()))
                                .forEach(client::offer),
                        () -> client.offer(LiveEvent.reset(replay.newestId()))));
        return clients.add(client);
    }

    private void requireRoom(Requester requester) {
        if (!running || clients.size() >= settings.maxClients()) {
            throw new ProblemException(
                            ProblemType.TOO_MANY_CLIENTS,
                            "At most " + settings.maxClients()
                                    + " clients can be connected at once (lagcast.events.max-clients).")
                    .retryAfter(settings.heartbeat());
        }
        long own = clients.stream()
                .filter(client -> client.requester().equals(requester))
                .count();
        if (own >= settings.maxClientsPerRequester()) {
            throw new ProblemException(
                            ProblemType.TOO_MANY_REQUESTS,
                            "At most " + settings.maxClientsPerRequester()
                                    + " clients of one caller can be connected at once (lagcast.events.max-clients-per-requester).")
                    .retryAfter(settings.heartbeat());
        }
    }

    /**
     * Leaves an event for everybody who wants to hear of the workload, made of an id and the JSON, and keeps it for those who come back. The JSON is not
     * even made when nobody listens, nor did lately.
     */
    void publish(String workload, Supplier<String> data, EventForm form) {
        if (!locked(this::isHeard)) {
            return;
        }
        String json = data.get(); // without the lock: whoever makes it may need others
        locked(() -> {
            LiveEvent event = form.apply(replay.nextId(), workload, json);
            replay.keep(event);
            return clients.removeIf(client -> client.wants(workload) && !delivered(client, event));
        });
    }

    /** Whether there is anybody to tell; if not, notes that something was not told. */
    private boolean isHeard() {
        boolean heard =
                !clients.isEmpty() || lastClientAt.isAfter(clock.instant().minus(settings.resumeWithin()));
        if (!heard) {
            replay.skip();
        }
        return heard;
    }

    private boolean leave(EventClient client) {
        lastClientAt = clock.instant();
        return clients.remove(client);
    }

    private <T> T locked(Supplier<T> work) {
        publishing.lock();
        try {
            return work.get();
        } finally {
            publishing.unlock();
        }
    }

    private boolean delivered(EventClient client, LiveEvent event) {
        boolean connected = client.offer(event);
        if (!connected) {
            dropped.increment();
        }
        return connected;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        clients.forEach(EventClient::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_WEB_SERVER;
    }

    /** How an event is made of its id, its workload and its JSON. */
    @FunctionalInterface
    interface EventForm {

        LiveEvent apply(String id, String workload, String data);
    }
}
