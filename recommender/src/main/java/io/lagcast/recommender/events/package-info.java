/**
 * Server-sent events: what happens to workloads, told to whoever listens. A {@link io.lagcast.recommender.events.EventClient} that cannot keep up is
 * disconnected; nothing here ever makes a decision wait.
 */
@ApplicationModule(
        allowedDependencies = {"access", "channels", "workloads", "history", "ledger", "limits", "overview", "problems"
        })
@NullMarked
package io.lagcast.recommender.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
