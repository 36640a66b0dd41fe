package io.lagcast.recommender.cli;

import io.lagcast.forecasting.TimeSeries;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one expression was over a range of time, read by Prometheus' HTTP API ({@code query_range}).
 *
 * @param server address of the Prometheus
 * @param headers headers it wants, {@code NAME: VALUE}
 * @param query the expression, which must give one series
 */
record PrometheusRange(URI server, List<String> headers, String query) {

    /** Prometheus answers at most 11,000 points of a series at once. */
    private static final int POINTS_A_REQUEST = 10_000;

    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    PrometheusRange {
        headers = List.copyOf(headers);
    }

    /**
     * The values, each put into the step that ends with it, since a rate is one over the time before.
     *
     * @throws CommandFailed if it does not answer, refuses, or knows no single such series
     */
    TimeSeries read(Instant from, Instant to, Duration step) throws InterruptedException {
        Instant start = floor(from, step);
        int steps = (int) Duration.between(start, to).dividedBy(step);
        SortedMap<Long, Double> values = new TreeMap<>();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            for (int done = 0; done < steps; done += POINTS_A_REQUEST) {
                Instant first = start.plus(step.multipliedBy(done + 1L));
                Instant last = start.plus(step.multipliedBy(Math.min(steps, done + POINTS_A_REQUEST)));
                collect(ask(http, first, last, step), values);
            }
        }
        if (values.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    "Prometheus has nothing for " + query + " from " + from + " to " + to
                            + ". Try it in its own page first.");
        }
        return series(values, step);
    }

    private static TimeSeries series(SortedMap<Long, Double> values, Duration step) {
        long stepMillis = step.toMillis();
        long first = values.firstKey();
        TimeSeries.Builder series =
                TimeSeries.startingAt(Instant.ofEpochMilli(first).minus(step), step);
        for (long time = first; time <= values.lastKey(); time += stepMillis) {
            Double value = values.get(time);
            if (value == null) {
                series.addMissing();
            } else {
                series.add(value);
            }
        }
        return series.build();
    }

    private static Instant floor(Instant time, Duration step) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    private JsonNode ask(HttpClient http, Instant first, Instant last, Duration step) throws InterruptedException {
        String address = server.toString().replaceFirst("/+$", "") + "/api/v1/query_range?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start=" + first + "&end=" + last
                + "&step=" + step.toMillis() + "ms";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER);
        headers.forEach(header -> add(request, header));
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (!body.path("status").asString("").equals("success")) {
                throw new CommandFailed(
                        ExitCode.DATA,
                        "Prometheus refuses " + query + " with status " + answer.statusCode() + ": "
                                + body.path("error").asString(answer.body()));
            }
            return body.path("data").path("result");
        } catch (IOException away) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    "No Prometheus answers at " + server + " ("
                            + away.getClass().getSimpleName() + "); say with --prometheus where it is.",
                    away);
        } catch (JacksonException foreign) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    "What answers at " + server + " is no Prometheus: it does not speak JSON.",
                    foreign);
        }
    }

    private static void add(HttpRequest.Builder request, String header) {
        int colon = header.indexOf(':');
        if (colon < 1) {
            throw new CommandFailed(ExitCode.USAGE, "--header must be 'NAME: VALUE' but was '" + header + "'.");
        }
        request.header(
                header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }

    private void collect(JsonNode result, SortedMap<Long, Double> into) {
        if (result.size() > 1) {
            throw new CommandFailed(
                    ExitCode.DATA,
                    query + " gives " + result.size() + " series, such as "
                            + result.get(0).path("metric") + " and "
                            + result.get(1).path("metric") + "; put sum(...) around it.");
        }
        for (JsonNode point : result.path(0).path("values")) {
            double value = Double.parseDouble(point.path(1).asString("NaN").replace("Inf", "Infinity"));
            if (value >= 0 && Double.isFinite(value)) {
                into.put(Math.round(point.path(0).asDouble() * 1000), value);
            }
        }
    }
}
