package io.lagcast.recommender.load;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Reads of the API at a steady rate, late or not: a read's time counts from when it was due, so that a service that stalls is seen to. */
final class ReadLoad {

    private static final int MOST_AT_ONCE = 2000;
    private static final int NOT_MODIFIED = 304;
    private static final int OK = 200;

    private final LoadedService service;
    private final LoadSettings settings;
    private final Faults faults;
    private final Latencies latencies = new Latencies();
    private final LongAdder unchanged = new LongAdder();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Semaphore underWay = new Semaphore(MOST_AT_ONCE);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    ReadLoad(LoadedService service, LoadSettings settings, Faults faults) {
        this.service = service;
        this.settings = settings;
        this.faults = faults;
    }

    /** Reads until the time is over and all have been answered. */
    void run() throws InterruptedException {
        long start = System.nanoTime();
        long reads = settings.loaded().toSeconds() * settings.readsPerSecond();
        for (long i = 0; i < reads; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * i / settings.readsPerSecond();
            while (System.nanoTime() < due) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            String path = path();
            underWay.acquire();
            Thread.ofVirtual().start(() -> read(path, due));
        }
        underWay.acquire(MOST_AT_ONCE);
    }

    /** Mostly what executors ask for. */
    private String path() {
        String workload = settings.workload(random.nextInt(settings.workloads()));
        int share = random.nextInt(100);
        if (share < 50) {
            return "/api/v1/workloads/" + workload + "/recommendation";
        }
        if (share < 70) {
            return "/keda/workloads/" + workload;
        }
        if (share < 90) {
            return "/api/v1/workloads/" + workload;
        }
        return share < 95
                ? "/api/v1/workloads?limit=50"
                : "/api/v1/workloads/" + workload + "/recommendations?limit=20";
    }

    private void read(String path, long dueNanos) {
        try {
            HttpRequest.Builder request = service.request(path);
            String tag = tags.get(path);
            if (tag != null) {
                request.header("If-None-Match", tag);
            }
            HttpResponse<String> answer = service.http().send(request.build(), BodyHandlers.ofString());
            latencies.add(System.nanoTime() - dueNanos);
            answer.headers().firstValue("ETag").ifPresent(newTag -> tags.put(path, newTag));
            if (answer.statusCode() == NOT_MODIFIED) {
                unchanged.increment();
            } else if (answer.statusCode() != OK) {
                faults.add("read answered " + answer.statusCode() + " " + path.replaceAll("load-\\d+-\\d+", "NAME"));
            }
        } catch (IOException failed) {
            faults.add("read: " + failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.release();
        }
    }

    @Override
    public String toString() {
        return latencies.count() + " (" + unchanged.sum() + " with 304), " + latencies;
    }
}
