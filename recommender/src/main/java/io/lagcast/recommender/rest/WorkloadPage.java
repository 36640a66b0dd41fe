package io.lagcast.recommender.rest;

import io.lagcast.recommender.overview.WorkloadJson;
import io.lagcast.recommender.workloads.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some workloads, by name.
 *
 * @param items the workloads
 * @param nextCursor cursor of the next page; null on the last one
 */
record WorkloadPage(List<WorkloadJson> items, @Nullable String nextCursor) {

    WorkloadPage {
        items = List.copyOf(items);
    }

    /** The cursor of the page after the one that ends with that workload. Opaque to callers. */
    static String cursorAfter(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** The name that a cursor stands for, if it is one. */
    static Optional<String> nameBefore(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII))
                    .filter(Workload::isName);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
