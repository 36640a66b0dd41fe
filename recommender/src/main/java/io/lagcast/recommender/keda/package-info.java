/**
 * What KEDA asks for: its external scaler protocol over gRPC, push included, and its metrics-api scaler over HTTP. Both publish the count to run now as
 * the metric {@code lagcast-desired-replicas} with target 1, so that KEDA's HPA arrives at that count; without a recommendation in force they answer with
 * an error, so that KEDA's fallback decides instead of a made-up number. Package {@code protocol} is generated.
 */
@ApplicationModule(allowedDependencies = {"access", "workloads", "ledger", "problems"})
@NullMarked
package io.lagcast.recommender.keda;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
