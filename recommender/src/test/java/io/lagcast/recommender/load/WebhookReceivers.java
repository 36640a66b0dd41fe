package io.lagcast.recommender.load;

import io.lagcast.recommender.webhooks.TestingReceiver;
import io.lagcast.recommender.webhooks.TestingReceiver.Received;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Subscribers, each told of the workloads of one group. Tells how old an event is when it arrives and whether a workload's come in order. */
final class WebhookReceivers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Times of a workload by which one that is told again is known: some quarter of an hour. */
    private static final int REMEMBERED = 64;

    private final LoadedService service;
    private final LoadSettings settings;
    private final Faults faults;
    private final List<TestingReceiver> receivers = new ArrayList<>();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final Latencies ages = new Latencies();

    WebhookReceivers(LoadedService service, LoadSettings settings, Faults faults) {
        this.service = service;
        this.settings = settings;
        this.faults = faults;
    }

    void subscribe() throws IOException, InterruptedException {
        for (int i = 0; i < settings.subscribers(); i++) {
            TestingReceiver receiver = new TestingReceiver();
            receivers.add(receiver);
            String pattern = "load-" + i / settings.toldOfEach() + "-*";
            service.send(
                    "POST",
                    "/api/v1/webhooks",
                    "{\"url\":\"" + receiver.url() + "\",\"workloadPattern\":\"" + pattern + "\"}");
            Map<String, Deque<String>> told = new ConcurrentHashMap<>();
            receiver.forget();
            receiver.behave((request, out) -> {
                note(request, told);
                TestingReceiver.status(204).answer(request, out);
                receiver.forget();
            });
        }
    }

    /** What is told again, since nobody could note that it was told, was told at its time. */
    private void note(Received request, Map<String, Deque<String>> told) {
        String time = field(request.text(), "\"time\":\"");
        ages.add(Duration.between(Instant.parse(time), Instant.now()).toNanos());
        Deque<String> times =
                told.computeIfAbsent(field(request.text(), "\"subject\":\""), subject -> new ArrayDeque<>());
        synchronized (times) {
            if (times.contains(time)) {
                again.increment();
                return;
            }
            arrived.increment();
            if (!times.isEmpty() && Instant.parse(times.getLast()).isAfter(Instant.parse(time))) {
                faults.add("a webhook came out of order");
            }
            times.addLast(time);
            if (times.size() > REMEMBERED) {
                times.removeFirst();
            }
        }
    }

    /** How often something was told again. */
    long again() {
        return again.sum();
    }

    private static String field(String text, String name) {
        int at = text.indexOf(name) + name.length();
        return text.substring(at, text.indexOf('"', at));
    }

    long arrived() {
        return arrived.sum();
    }

    Latencies ages() {
        return ages;
    }

    /** Waits for those that are still to come; returns how long that took. */
    Duration await(long expected) throws InterruptedException {
        long start = System.nanoTime();
        while (arrived() < expected && System.nanoTime() - start < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        faults.add("webhooks that did not arrive", expected - arrived());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        receivers.forEach(TestingReceiver::close);
    }
}
