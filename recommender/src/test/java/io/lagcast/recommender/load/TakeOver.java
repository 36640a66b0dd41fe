package io.lagcast.recommender.load;

import io.lagcast.db.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long nobody decides when the instance that leads is gone, to be run by hand: two instances on one database, workloads that are given a sample every
 * 15 s, and the leader killed; then once more, with the new leader asked to stop. Arguments are {@code workloads=1500} and {@code seconds=300}, how long
 * the leader learns before.
 */
final class TakeOver {

    private static final String DATA = "data:";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestDatabase database = TestDatabase.migrated();
    private final LoadSettings settings;
    private final Faults faults = new Faults();

    /** When a workload was first heard of with a sample of after the take-over began. */
    private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();

    private volatile Instant since = Instant.MAX;

    private TakeOver(LoadSettings settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        TakeOver takeOver = new TakeOver(LoadSettings.parse(List.of(arguments)));
        takeOver.run();
        System.exit(takeOver.faults.isEmpty() ? 0 : 1);
    }

    private void run() throws IOException, InterruptedException {
        try (LoadedService first = LoadedService.on(database)) {
            for (int i = 0; i < settings.workloads(); i++) {
                first.send("PUT", "/api/v1/workloads/" + settings.workload(i), "{\"maxReplicas\": 20}");
            }
            SampleLoad samples = new SampleLoad(first, settings, faults);
            samples.start();
            try (LoadedService second = LoadedService.on(database)) {
                TimeUnit.SECONDS.sleep(settings.loaded().toSeconds());
                measure("killed", first::kill, samples, second);
                try (LoadedService third = LoadedService.on(database)) {
                    TimeUnit.SECONDS.sleep(settings.quiet().toSeconds());
                    measure("asked to stop", second::close, samples, third);
                    samples.stop();
                }
            }
        }
        say("faults: %s", faults);
    }

    private void measure(String how, Runnable end, SampleLoad samples, LoadedService next)
            throws IOException, InterruptedException {
        if (leads(next)) {
            throw new IllegalStateException("The instance that is to take over leads already");
        }
        heardNanos.clear();
        since = Instant.MAX;
        Thread.ofVirtual().start(() -> hear(next));
        samples.goOnWith(next);
        TimeUnit.SECONDS.sleep(1);
        long beganNanos = System.nanoTime();
        since = Instant.now();
        end.run();
        while (!leads(next)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double leads = (System.nanoTime() - beganNanos) / 1e9;
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (heardNanos.size() < settings.workloads() && System.nanoTime() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        faults.add("workloads not decided within " + PATIENCE, settings.workloads() - heardNanos.size());
        double[] seconds = heardNanos.values().stream()
                .mapToDouble(nanos -> (nanos - beganNanos) / 1e9)
                .sorted()
                .toArray();
        say(
                "the leader was %s; another led after %.1f s; of %d workloads, given a sample every %d s, half were decided again after %.1f s, 99 %% after %.1f s,"
                        + " the last after %.1f s",
                how,
                leads,
                seconds.length,
                LoadSettings.SAMPLING.toSeconds(),
                at(seconds, 0.5),
                at(seconds, 0.99),
                at(seconds, 1));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static boolean leads(LoadedService service) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(service.send("GET", "/api/v1/leader", ""))
                .path("leads")
                .asBoolean();
    }

    private void hear(LoadedService service) {
        try (InputStream events = service.http()
                        .send(
                                service.request("/api/v1/events")
                                        .timeout(Duration.ofHours(1))
                                        .build(),
                                BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    note(JsonMapper.shared().readTree(line.substring(DATA.length())));
                }
            }
        } catch (IOException ended) {
            say("a stream ended: %s", ended);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(JsonNode event) {
        String workload = event.path("workload").asString("");
        String time = event.path("time").asString("");
        if (!workload.isEmpty() && !time.isEmpty() && !Instant.parse(time).isBefore(since)) {
            heardNanos.putIfAbsent(workload, System.nanoTime());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
