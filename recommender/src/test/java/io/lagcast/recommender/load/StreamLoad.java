package io.lagcast.recommender.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients of the event stream: some hear of every workload, the others of one each. */
final class StreamLoad {

    private final LoadedService service;
    private final LoadSettings settings;
    private final SampleLoad samples;
    private final Faults faults;
    private final List<Client> clients = new ArrayList<>();
    /** Of its own: no pool that reads wait for. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile boolean running = true;

    StreamLoad(LoadedService service, LoadSettings settings, SampleLoad samples, Faults faults) {
        this.service = service;
        this.settings = settings;
        this.samples = samples;
        this.faults = faults;
    }

    /** One client, and how many samples there were of what it hears of when it came: each is followed by one recommendation. */
    private final class Client {

        private final Optional<String> workload;
        private final LongAdder recommendations = new LongAdder();
        private final CountDownLatch connected = new CountDownLatch(1);
        private long samplesBefore;

        Client(Optional<String> workload) {
            this.workload = workload;
        }

        void run() {
            String query = workload.map(name -> "?workload=" + name).orElse("");
            try {
                HttpResponse<InputStream> stream = http.send(
                        service.request("/api/v1/events" + query)
                                .timeout(Duration.ofHours(24))
                                .build(),
                        BodyHandlers.ofInputStream());
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                    hear(lines);
                }
                if (running) {
                    faults.add("a stream ended with status " + stream.statusCode());
                }
            } catch (IOException broken) {
                if (running) {
                    faults.add("a stream broke: " + broken);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        private void hear(BufferedReader lines) throws IOException {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith(":connected")) {
                    samplesBefore = samples();
                    connected.countDown();
                } else if (line.equals("event:recommendation")) {
                    recommendations.increment();
                }
                line = lines.readLine();
            }
        }

        private long samples() {
            return workload.map(samples::accepted).orElseGet(samples::accepted);
        }

        /** Not told although there was a sample. A sample that was under way when it came may count on either side. */
        long missed() {
            long expected = samples() - samplesBefore;
            return Math.max(0, expected - recommendations.sum());
        }
    }

    void connect() throws InterruptedException {
        for (int i = 0; i < settings.streams(); i++) {
            Client client = new Client(
                    i < settings.streamsOfAll()
                            ? Optional.empty()
                            : Optional.of(settings.workload(i % settings.workloads())));
            clients.add(client);
            Thread.ofVirtual().start(client::run);
        }
        for (Client client : clients) {
            if (!client.connected.await(30, TimeUnit.SECONDS)) {
                faults.add("a stream was not opened within 30 s");
            }
        }
    }

    /** Waits a while for what was not told yet, then leaves; how many were not told even then. */
    long leave() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long missed = missed();
        while (missed > 0 && System.nanoTime() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(100);
            missed = missed();
        }
        faults.add("recommendations that a stream missed", missed);
        running = false;
        http.shutdownNow();
        return missed;
    }

    long received() {
        return clients.stream()
                .mapToLong(client -> client.recommendations.sum())
                .sum();
    }

    private long missed() {
        return clients.stream().mapToLong(Client::missed).sum();
    }
}
