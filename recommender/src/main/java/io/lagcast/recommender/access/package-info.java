/**
 * Who asks: a {@link io.lagcast.recommender.access.Caller} with a {@link io.lagcast.recommender.access.Role} and the workloads it may see. Whatever answers
 * a request asks {@link io.lagcast.recommender.access.Caller#current()}; how a caller proves who it is belongs to {@code security}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
