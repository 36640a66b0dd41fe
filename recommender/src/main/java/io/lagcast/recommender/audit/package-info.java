/**
 * Who changed what and when. {@link io.lagcast.recommender.audit.AuditLog} is written by whoever makes a change of a workload or a webhook, in that
 * change's own transaction: neither is there without the other.
 */
@ApplicationModule(allowedDependencies = {"access", "persistence"})
@NullMarked
package io.lagcast.recommender.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
