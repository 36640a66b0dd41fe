/**
 * Sources of samples. {@link io.lagcast.recommender.collection.Collector} asks every configured Kafka cluster at its own pace what the watched
 * groups have done and hands each answer, or that there was none, to the history.
 * {@link io.lagcast.recommender.collection.SampleJson} reads and writes samples that others take.
 */
@ApplicationModule(allowedDependencies = {"workloads", "history", "leadership", "tracing"})
@NullMarked
package io.lagcast.recommender.collection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
