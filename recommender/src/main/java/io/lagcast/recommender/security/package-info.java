/**
 * Who gets in: bearer tokens, static or JSON Web Tokens, over HTTP and gRPC, and what each role may ask for. Open, with a warning, while nothing is
 * configured. Which workloads exist for a caller is checked where they are looked up, by {@link io.lagcast.recommender.access.Caller}.
 */
@ApplicationModule(allowedDependencies = {"access", "limits", "problems"})
@NullMarked
package io.lagcast.recommender.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
