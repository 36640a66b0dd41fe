/**
 * Certificates of the ports. TLS itself is Spring Boot's, from its SSL bundles; this adds what Boot leaves out: a gRPC server that takes up a renewed
 * certificate, and a changed list of trusted authorities, without a restart.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.certificates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
