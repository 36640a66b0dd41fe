/**
 * What was recommended, why, and how it came about. A recommendation is in force the moment it is issued; it is written behind to PostgreSQL, and the one
 * in force is served again right after a restart. Nothing here knows who listens: outlets hear {@link io.lagcast.recommender.ledger.RecommendationIssued}
 * or write their outbox rows through {@link io.lagcast.recommender.ledger.OutboxWriter} in the ledger's own transaction.
 */
@ApplicationModule(allowedDependencies = {"channels", "leadership", "persistence"})
@NullMarked
package io.lagcast.recommender.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
