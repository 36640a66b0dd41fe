/**
 * What lies between a recommendation and the replicas: which channel a workload's owner uses, what it can carry, and a warning where it cannot carry
 * what is recommended. Pure; knows neither workloads nor recommendations, so that everything that tells of either can use it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
