package io.lagcast.recommender.externalmetrics;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the Kubernetes API describes itself: what an API server downloads of every API that it aggregates, again only when its tag has changed. */
@RestController
@Hidden
class AggregatedApiDescription {

    private static final String GROUP_VERSION_PATH = "apis/external.metrics.k8s.io/v1beta1";

    private final String version2 = read("openapi-v2.json");
    private final String version3 = read("openapi-v3.json");

    @GetMapping("/openapi/v2")
    ResponseEntity<String> version2() {
        return document(version2);
    }

    /** Which documents there are; the address of each changes with its content. */
    @GetMapping("/openapi/v3")
    ResponseEntity<Object> index() {
        String address = "/openapi/v3/" + GROUP_VERSION_PATH + "?hash=" + tag(version3);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(tag(version3))
                .body(Map.of("paths", Map.of(GROUP_VERSION_PATH, Map.of("serverRelativeURL", address))));
    }

    @GetMapping("/openapi/v3/" + GROUP_VERSION_PATH)
    ResponseEntity<String> version3() {
        return document(version3);
    }

    private static ResponseEntity<String> document(String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(tag(text))
                .body(text);
    }

    private static String tag(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String read(String name) {
        try {
            return new ClassPathResource(name, AggregatedApiDescription.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalStateException(name + " is not on the class path", missing);
        }
    }
}
