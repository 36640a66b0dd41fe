/**
 * Models that the user brings, as ONNX files: which files there are for which workloads, whether each can be what it is meant to be, and asking it. ONNX Runtime is
 * needed for that, which a build only has if it was asked for.
 */
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package io.lagcast.recommender.ownmodels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
