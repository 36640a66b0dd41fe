/**
 * The embedded PostgreSQL behind the one-command use: when no {@code spring.datasource.url} is configured, a real server is
 * started on this machine, keeps its data in the data directory and is stopped with the service. It survives {@code kill -9} of
 * the service: the server that was left behind is shut down cleanly before its data directory is used again.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
