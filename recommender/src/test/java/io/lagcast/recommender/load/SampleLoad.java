package io.lagcast.recommender.load;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Pushes a sample of every workload every 15 s, evenly spread, so that each is decided. Production swings, so that there is something to decide. */
final class SampleLoad {

    private static final double RECORDS_PER_SECOND = 2000;
    private static final double SWING_SECONDS = 600;

    private volatile LoadedService service;
    private final LoadSettings settings;
    private final Faults faults;
    private final ConcurrentHashMap<String, LongAdder> accepted = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();
    private final long startNanos = System.nanoTime();
    private volatile boolean running = true;
    private final Thread thread;

    SampleLoad(LoadedService service, LoadSettings settings, Faults faults) {
        this.service = service;
        this.settings = settings;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name("samples").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Pushes to another instance from now on. */
    void goOnWith(LoadedService other) {
        service = other;
    }

    void stop() throws InterruptedException {
        running = false;
        thread.join();
    }

    /** Samples taken so far. */
    long accepted() {
        return all.sum();
    }

    /** Samples of one workload taken so far. */
    long accepted(String workload) {
        LongAdder count = accepted.get(workload);
        return count == null ? 0 : count.sum();
    }

    private void run() {
        long gapNanos = LoadSettings.SAMPLING.toNanos() / settings.workloads();
        for (long i = 0; running; i++) {
            try {
                long due = startNanos + i * gapNanos;
                while (System.nanoTime() < due) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                String workload = settings.workload((int) (i % settings.workloads()));
                Thread.ofVirtual().start(() -> push(workload));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void push(String workload) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double swing = SWING_SECONDS / (2 * Math.PI);
        long end = (long) (RECORDS_PER_SECOND * (seconds + swing / 2 * (1 - Math.cos(seconds / swing))));
        String body = "{\"time\":\"" + now
                + "\",\"replicas\":{\"desired\":5,\"ready\":5},\"groupState\":\"STABLE\",\"partitions\":["
                + "{\"topic\":\"t\",\"partition\":0,\"endOffset\":" + end + ",\"committedOffset\":"
                + Math.max(0, end - 500)
                + "},{\"topic\":\"t\",\"partition\":1,\"endOffset\":" + end + ",\"committedOffset\":"
                + Math.max(0, end - 700)
                + "}]}";
        try {
            if (service.send("POST", "/api/v1/workloads/" + workload + "/samples", body)
                    .contains("\"accepted\":1")) {
                accepted.computeIfAbsent(workload, key -> new LongAdder()).increment();
                all.increment();
            } else {
                faults.add("a sample was ignored");
            }
        } catch (IOException failed) {
            faults.add("sample: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
