/**
 * Traces of what the service does by itself: from a sample that was collected or pushed to whoever was told of the decision. Switched on by the address of
 * an OpenTelemetry collector ({@code management.opentelemetry.tracing.export.otlp.endpoint}); without one {@link io.lagcast.recommender.tracing.TracingSwitch}
 * leaves all of it out and {@link io.lagcast.recommender.tracing.Traces} only does the work.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
