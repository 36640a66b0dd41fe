package io.lagcast.recommender.leadership;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens to the event stream of an instance. */
final class TestingListener implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream body;

    private TestingListener(TestingInstance instance) throws Exception {
        this.body = http.send(instance.request("/api/v1/events").GET().build(), BodyHandlers.ofInputStream())
                .body();
        Thread.ofVirtual().start(this::read);
    }

    static TestingListener of(TestingInstance instance) throws Exception {
        return new TestingListener(instance);
    }

    private void read() {
        Scanner scanner = new Scanner(body, StandardCharsets.UTF_8);
        while (scanner.hasNextLine()) {
            lines.add(scanner.nextLine());
        }
    }

    /** How many events of a type came. */
    long heard(String type) {
        return lines.stream().filter(line -> line.equals("event:" + type)).count();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
