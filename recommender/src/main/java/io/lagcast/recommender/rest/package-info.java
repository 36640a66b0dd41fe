/** The HTTP API under {@code /api/v1}: workloads, what is recommended for them and why, forecasts, history, pushed samples. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "channels",
            "workloads",
            "collection",
            "history",
            "leadership",
            "ledger",
            "cycle",
            "overview",
            "problems"
        })
@NullMarked
package io.lagcast.recommender.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
