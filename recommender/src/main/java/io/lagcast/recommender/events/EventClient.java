package io.lagcast.recommender.events;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.limits.Requester;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One connected client: a mailbox, and a thread of its own that sends what is in it. */
final class EventClient {

    /** How long a browser waits before it connects again. */
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(3);

    private static final long NO_TIMEOUT = 0;

    private final Optional<String> workload;
    private final Caller caller;
    private final Requester requester;
    private final Mailbox mailbox;
    private final Duration heartbeat;
    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);

    /**
     * A client.
     *
     * @param workload the only workload it wants to hear of; empty for all
     * @param caller who it is, which says what it may hear of
     * @param requester whom it counts for
     * @param pending most events that wait for it
     * @param heartbeat how long it is left without a sign of life
     */
    EventClient(Optional<String> workload, Caller caller, Requester requester, int pending, Duration heartbeat) {
        this.workload = workload;
        this.caller = caller;
        this.requester = requester;
        this.mailbox = new Mailbox(pending);
        this.heartbeat = heartbeat;
        emitter.onCompletion(mailbox::close);
        emitter.onError(error -> mailbox.close());
    }

    SseEmitter emitter() {
        return emitter;
    }

    Requester requester() {
        return requester;
    }

    boolean wants(String name) {
        return (workload.isEmpty() || workload.get().equals(name)) && caller.sees(name);
    }

    /** Leaves an event for the client. Returns whether the client is still connected. */
    boolean offer(LiveEvent event) {
        return mailbox.offer(event);
    }

    void close() {
        mailbox.close();
    }

    /** Sends until the client is gone, too slow, told to go, or has to prove anew who it is. */
    void run(InstantSource clock) {
        try {
            emitter.send(
                    SseEmitter.event().reconnectTime(RECONNECT_AFTER.toMillis()).comment("connected"));
            Duration remaining = caller.remaining(clock.instant());
            while (!mailbox.isClosed() && remaining.isPositive()) {
                Optional<LiveEvent> event = mailbox.take(remaining.compareTo(heartbeat) < 0 ? remaining : heartbeat);
                if (event.isPresent()) {
                    send(event.get());
                } else if (!mailbox.isClosed()) {
                    emitter.send(SseEmitter.event().comment("heartbeat"));
                }
                remaining = caller.remaining(clock.instant());
            }
            mailbox.close();
            emitter.complete();
        } catch (IOException | IllegalStateException disconnected) {
            mailbox.close(); // the container completes the request itself
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    private void send(LiveEvent event) throws IOException {
        emitter.send(SseEmitter.event().id(event.id()).name(event.type()).data(event.data(), MediaType.TEXT_PLAIN));
    }
}
