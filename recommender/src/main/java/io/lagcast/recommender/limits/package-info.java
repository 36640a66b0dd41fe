/**
 * How much one {@link io.lagcast.recommender.limits.Requester} may ask for: {@link io.lagcast.recommender.limits.RequestLimits} counts over HTTP and gRPC
 * alike, whoever answers says no.
 */
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package io.lagcast.recommender.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
