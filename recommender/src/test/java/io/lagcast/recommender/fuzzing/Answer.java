package io.lagcast.recommender.fuzzing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * What a request was answered with; of an event stream, which never ends, not the body.
 *
 * @param statusCode status
 * @param headers headers
 * @param body body as text
 */
record Answer(int statusCode, HttpHeaders headers, String body) {

    static Answer of(HttpResponse<InputStream> response) {
        boolean endless =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        try (InputStream body = response.body()) {
            String text = endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), response.headers(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
