/**
 * The Kubernetes API group {@code external.metrics.k8s.io/v1beta1}, which an API server aggregates and HPAs ask: the metric
 * {@code lagcast-desired-replicas} is the count to run now, of every workload that a label selector selects. On these paths errors are Kubernetes'
 * {@code Status} objects.
 */
@ApplicationModule(allowedDependencies = {"workloads", "ledger", "problems"})
@NullMarked
package io.lagcast.recommender.externalmetrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
