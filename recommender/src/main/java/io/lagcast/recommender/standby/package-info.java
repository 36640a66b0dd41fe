/**
 * How an instance that does not lead keeps up with the one that does: by what that has stored. {@link io.lagcast.recommender.standby.Follower} puts its
 * recommendations in force here and takes its samples into the windows, so that every question is answered here as well, and the next leader has little
 * to read.
 */
@ApplicationModule(allowedDependencies = {"history", "leadership", "ledger", "persistence"})
@NullMarked
package io.lagcast.recommender.standby;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
