package io.lagcast.recommender.events;

import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
    private final AtomicLong sequence = new AtomicLong();
    private final EventSettings settings;
    private final InstantSource clock;
    private final Counter dropped;
    private volatile boolean running;

    EventStream(EventSettings settings, InstantSource clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
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
     * @throws ProblemException if there are too many already
     */
    SseEmitter connect(Optional<String> workload) {
        if (!running || clients.size() >= settings.maxClients()) {
            throw new ProblemException(
                            ProblemType.TOO_MANY_CLIENTS,
                            "At most " + settings.maxClients()
                                    + " clients can be connected at once (lagcast.events.max-clients).")
                    .retryAfter(settings.heartbeat());
        }
        EventClient client = new EventClient(workload, settings.maxPending(), settings.heartbeat());
        clients.add(client);
        Thread.ofVirtual().name("event-client").start(() -> {
            try {
                client.run();
            } finally {
                clients.remove(client);
            }
        });
        return client.emitter();
    }

    /** Whether anybody wants to hear of the workload, so that its JSON is worth making. */
    boolean isWanted(String workload) {
        return clients.stream().anyMatch(client -> client.wants(workload));
    }

    /** Leaves an event for everybody who wants to hear of the workload, made of an id and the JSON. */
    void publish(String workload, String data, EventForm form) {
        LiveEvent event = form.apply(nextId(), workload, data);
        clients.removeIf(client -> client.wants(workload) && !delivered(client, event));
    }

    private boolean delivered(EventClient client, LiveEvent event) {
        boolean connected = client.offer(event);
        if (!connected) {
            dropped.increment();
        }
        return connected;
    }

    /** Ascends in time over restarts, so that a client can say what it saw last. */
    private String nextId() {
        return clock.millis() + "-" + sequence.incrementAndGet();
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
