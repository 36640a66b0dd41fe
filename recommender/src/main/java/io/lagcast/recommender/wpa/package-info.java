/**
 * The recommender that Datadog's WatermarkPodAutoscaler asks: which replica count to run now. Anything but a count is an error to it, on which it holds.
 */
@ApplicationModule(allowedDependencies = {"workloads", "ledger", "problems"})
@NullMarked
package io.lagcast.recommender.wpa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
