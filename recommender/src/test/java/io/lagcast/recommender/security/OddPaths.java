package io.lagcast.recommender.security;

import java.util.Map;

/** Paths that name workloads in unusual ways, with the status that answers them whether or not callers need tokens. */
final class OddPaths {

    private static final String WORKLOADS = "/api/v1/workloads/";

    private OddPaths() {}

    /** Where there is a workload orders-1. */
    static Map<String, Integer> statuses() {
        return Map.ofEntries(
                Map.entry(WORKLOADS + "%6Frders-1", 200),
                Map.entry(WORKLOADS + "orders%2D1", 200),
                Map.entry(WORKLOADS + "caf%C3%A9", 404),
                Map.entry(WORKLOADS + "a%20b", 404),
                Map.entry(WORKLOADS + "a%25b", 404),
                Map.entry(WORKLOADS + "a.b", 404),
                Map.entry(WORKLOADS + "a%2Eb", 400),
                Map.entry(WORKLOADS + "a%2Fb", 400),
                Map.entry(WORKLOADS + "a%5Cb", 400),
                Map.entry(WORKLOADS + "a;b=c", 400),
                Map.entry(WORKLOADS + "a%3Bb", 400),
                Map.entry(WORKLOADS + "a%00b", 400),
                Map.entry(WORKLOADS + "a%0Ab", 400),
                Map.entry(WORKLOADS + "../workloads/orders-1", 400),
                Map.entry("//api/v1/workloads/orders-1", 400));
    }
}
