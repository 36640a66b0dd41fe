package io.lagcast.recommender.cli;

import io.lagcast.forecasting.TimeSeries;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A running service that rates are imported into. */
final class ImportTarget implements AutoCloseable {

    /** Less than a request may have, so that progress can be seen. */
    private static final int VALUES_A_REQUEST = 10_000;

    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI server;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    ImportTarget(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * Sends all values, in order.
     *
     * @return how many of them are known
     * @throws CommandFailed if the service is away or refuses
     */
    int send(String workload, TimeSeries series, Progress progress) throws InterruptedException {
        int known = 0;
        try {
            for (int from = 0; from < series.size(); from += VALUES_A_REQUEST) {
                int to = Math.min(series.size(), from + VALUES_A_REQUEST);
                known += post(workload, part(series, from, to));
                for (int i = from; i < to; i++) {
                    progress.step();
                }
            }
        } finally {
            progress.close();
        }
        return known;
    }

    private static ObjectNode part(TimeSeries series, int from, int to) {
        ObjectNode body = JSON.createObjectNode();
        body.put("start", series.time(from).toString());
        body.put("step", series.step().toString());
        ArrayNode values = body.putArray("recordsPerSecond");
        for (int i = from; i < to; i++) {
            if (series.isKnown(i)) {
                values.add(series.value(i));
            } else {
                values.addNull();
            }
        }
        return body;
    }

    private int post(String workload, ObjectNode body) throws InterruptedException {
        String name = URLEncoder.encode(workload, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve("/api/v1/workloads/" + name + "/production"))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        if (token != null && !token.isBlank()) {
            request.header("Authorization", "Bearer " + token.strip());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == HttpURLConnection.HTTP_OK) {
                return JSON.readTree(answer.body()).path("values").asInt(0);
            }
            throw refused(workload, answer);
        } catch (IOException away) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    "No service answers at " + server + " (" + away.getClass().getSimpleName()
                            + "); start it with 'lagcast serve', or say with --server where it is.",
                    away);
        }
    }

    private CommandFailed refused(String workload, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String what = detail(answer.body());
        String advice =
                switch (status) {
                    case HttpURLConnection.HTTP_NOT_FOUND ->
                        " Add it first: PUT " + server.resolve("/api/v1/workloads/" + workload) + ".";
                    case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                        " Set LAGCAST_TOKEN to the token of an OPERATOR of it.";
                    default -> "";
                };
        boolean mayHelpLater = status >= HttpURLConnection.HTTP_INTERNAL_ERROR
                || status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == HttpURLConnection.HTTP_FORBIDDEN;
        return new CommandFailed(
                mayHelpLater ? ExitCode.UNAVAILABLE : ExitCode.DATA,
                server + " refuses the rates of " + workload + " with status " + status + ": " + what + advice);
    }

    /** The problem's detail and errors, or the beginning of what was answered instead. */
    private static String detail(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            StringBuilder text = new StringBuilder(
                    problem.path("detail").asString(problem.path("title").asString("")));
            problem.path("errors").forEach(error -> text.append(text.isEmpty() ? "" : " ")
                    .append(error.path("field").asString(""))
                    .append(" ")
                    .append(error.path("message").asString(""))
                    .append("."));
            if (!text.isEmpty()) {
                return text.toString();
            }
        } catch (JacksonException notJson) {
            // What was answered is shown as it is.
        }
        return body.substring(0, Math.min(body.length(), 200));
    }

    @Override
    public void close() {
        http.close();
    }
}
