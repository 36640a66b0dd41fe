package io.lagcast.recommender.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything at once, to be run by hand: decisions of many workloads all the time; and between a quiet spell before and one after, reads of the API,
 * clients of the event stream and webhooks. Ends by itself, with status 1 if anything went wrong. Arguments are those of {@link LoadSettings},
 * {@code seconds=1800} for example.
 */
final class MixedLoad {

    private static final double SECOND = 1e9;

    private final LoadSettings settings;
    private final LoadedService service;
    private final Faults faults = new Faults();
    private final SampleLoad samples;

    private MixedLoad(LoadSettings settings, LoadedService service) {
        this.settings = settings;
        this.service = service;
        this.samples = new SampleLoad(service, settings, faults);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoadSettings settings = LoadSettings.parse(List.of(arguments));
        boolean fine;
        try (LoadedService service = LoadedService.start()) {
            fine = new MixedLoad(settings, service).run();
        }
        System.exit(fine ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        say("%s; log of the service in %s", settings, service.log());
        for (int i = 0; i < settings.workloads(); i++) {
            service.send("PUT", "/api/v1/workloads/" + settings.workload(i), "{\"maxReplicas\": 20}");
        }
        samples.start();
        sleep(settings.warmUp());
        Map<String, Double> start = service.metrics();
        MachineTime machine = new MachineTime();
        sleep(settings.quiet());
        double idleShare = machine.share();
        Map<String, Double> quiet = service.metrics();
        say("decisions before: %s", DecisionLatency.between(start, quiet));
        load(quiet);
        double loadShare = machine.share();
        sleep(Duration.ofSeconds(5));
        Map<String, Double> over = service.metrics();
        sleep(settings.quiet());
        Map<String, Double> after = service.metrics();
        say("decisions after:  %s", DecisionLatency.between(over, after));
        say("of the machine were taken: %.0f %% before, %.0f %% during", 100 * idleShare, 100 * loadShare);
        double more = Math.max(0, loadShare - idleShare);
        try (BusyNeighbour neighbour = BusyNeighbour.taking(more)) {
            sleep(settings.quiet());
            say(
                    "decisions beside a stranger who takes %.0f %% of every core: %s",
                    100 * neighbour.share(), DecisionLatency.between(after, service.metrics()));
        }
        samples.stop();
        say("samples taken: %d; faults: %s", samples.accepted(), faults);
        return faults.isEmpty();
    }

    private void load(Map<String, Double> quiet) throws IOException, InterruptedException {
        try (WebhookReceivers receivers = new WebhookReceivers(service, settings, faults)) {
            receivers.subscribe();
            StreamLoad streams = new StreamLoad(service, settings, samples, faults);
            streams.connect();
            Map<String, Double> before = service.metrics();
            long arrivedBefore = receivers.arrived();
            long samplesBefore = samples.accepted();
            long since = System.nanoTime();
            ReadLoad reads = new ReadLoad(service, settings, faults);
            reads.run();
            double seconds = (System.nanoTime() - since) / SECOND;
            long arrived = receivers.arrived() - arrivedBefore;
            Map<String, Double> after = service.metrics();
            long expected = arrivedBefore + (samples.accepted() - samplesBefore) * settings.toldOfEach();
            say("decisions during: %s", DecisionLatency.between(before, after));
            say("reads: %s", reads);
            long missed = streams.leave();
            say("stream: %d recommendations to %d clients, %d missed", streams.received(), settings.streams(), missed);
            say(
                    "webhooks: %d in %.0f s = %.0f/s, %d told again; age on arrival: %s; attempts that failed: %.0f; lanes that wait: %.0f",
                    arrived,
                    seconds,
                    arrived / seconds,
                    receivers.again(),
                    receivers.ages(),
                    metric(after, before, "lagcast_webhooks_attempts_total{outcome=\"failed\"}"),
                    after.getOrDefault("lagcast_webhooks_waiting_lanes", 0.0));
            faults.add("attempts to deliver that failed", (long)
                    metric(after, quiet, "lagcast_webhooks_attempts_total{outcome=\"failed\"}"));
            say(
                    "the last of %d webhooks came after %d ms",
                    expected, receivers.await(expected).toMillis());
            removeWebhooks();
        }
    }

    private void removeWebhooks() throws IOException, InterruptedException {
        JsonNode webhooks = JsonMapper.shared()
                .readTree(service.send("GET", "/api/v1/webhooks", ""))
                .path("items");
        for (JsonNode webhook : webhooks) {
            service.send("DELETE", "/api/v1/webhooks/" + webhook.path("id").asString(), "");
        }
    }

    private static double metric(Map<String, Double> after, Map<String, Double> before, String name) {
        return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }

    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
