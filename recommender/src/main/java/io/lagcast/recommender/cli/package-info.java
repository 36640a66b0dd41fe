/**
 * The command line: what {@code ./lagcast} understands. Standard output carries results, standard error everything else, exit
 * codes follow sysexits, and a user's mistake is answered with a sentence, never with a stack trace.
 */
@ApplicationModule(allowedDependencies = {"channels", "database", "collection", "ledger", "security", "workloads"})
@NullMarked
package io.lagcast.recommender.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
