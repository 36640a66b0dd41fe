package io.lagcast.recommender.webhooks;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.rest.TestingAdvice;
import io.lagcast.recommender.webhooks.TestingReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A load to be run by hand: recommendations issued at a steady rate, each told to a share of the subscribers, all real, on one machine. Arguments:
 * recommendations a second, subscribers, subscribers told of each, seconds. Prints how long issuing took and how old a recommendation was when it arrived.
 */
final class WebhookLoad {

    private static final double NANOS_PER_MILLI = 1e6;

    private WebhookLoad() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int perSecond = Integer.parseInt(arguments[0]);
        int subscribers = Integer.parseInt(arguments[1]);
        int toldOfEach = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        TestDatabase database = TestDatabase.migrated();
        Path directory = Files.createTempDirectory("webhook-load");
        Map<String, Long> issuedAtNanos = new ConcurrentHashMap<>();
        List<Long> agesNanos = new ArrayList<>();
        AtomicLong arrived = new AtomicLong();
        List<TestingReceiver> receivers = new ArrayList<>();
        try (ConfigurableApplicationContext context =
                TestingWebhooks.start(database.url(), database.user(), database.password(), directory.toString())) {
            for (int i = 0; i < subscribers; i++) {
                TestingReceiver receiver = new TestingReceiver();
                receivers.add(receiver);
                context.getBean(WebhookResource.class)
                        .add(Map.of("url", receiver.url(), "workloadPattern", "load-" + (i / toldOfEach) + "-*"), null);
                receiver.forget();
                receiver.behave((request, out) -> {
                    TestingReceiver.status(204).answer(request, out);
                    long now = System.nanoTime();
                    Long since = issuedAtNanos.get(id(request));
                    synchronized (agesNanos) {
                        agesNanos.add(since == null ? 0 : now - since);
                    }
                    arrived.incrementAndGet();
                });
            }
            Ledger ledger = context.getBean(Ledger.class);
            long[] issueNanos = new long[perSecond * seconds];
            int groups = subscribers / toldOfEach;
            Instant first = Instant.now();
            long start = System.nanoTime();
            for (int i = 0; i < issueNanos.length; i++) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                while (System.nanoTime() < due) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                long before = System.nanoTime();
                Recommendation issued = ledger.issue(
                        "load-" + i % groups + "-" + i % (groups * 5),
                        TestingAdvice.scaleOut(first.plusMillis(i)),
                        TestingAdvice.PROVENANCE);
                issueNanos[i] = System.nanoTime() - before;
                issuedAtNanos.put(issued.id().toString(), before);
            }
            long expected = (long) issueNanos.length * toldOfEach;
            double issuingSeconds = (System.nanoTime() - start) / 1e9;
            while (arrived.get() < expected
                    && System.nanoTime() - start < Duration.ofMinutes(5).toNanos()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double allSeconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "issued %d in %.1f s; %d of %d deliveries in %.1f s = %.0f/s%n",
                    issueNanos.length, issuingSeconds, arrived.get(), expected, allSeconds, arrived.get() / allSeconds);
            print("issue() took, ms", issueNanos);
            synchronized (agesNanos) {
                print(
                        "age on arrival, ms",
                        agesNanos.stream().mapToLong(Long::longValue).toArray());
            }
        } finally {
            receivers.forEach(TestingReceiver::close);
        }
    }

    private static String id(Received request) {
        String text = request.text();
        int at = text.indexOf("\"id\":\"") + "\"id\":\"".length();
        return text.substring(at, text.indexOf('"', at));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.2f, p99 %.2f, max %.2f%n",
                what,
                nanos[nanos.length / 2] / NANOS_PER_MILLI,
                nanos[nanos.length * 99 / 100] / NANOS_PER_MILLI,
                nanos[nanos.length - 1] / NANOS_PER_MILLI);
    }
}
