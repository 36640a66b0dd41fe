package io.lagcast.recommender.ledger;

/**
 * A recommendation is in force.
 *
 * @param recommendation the recommendation
 */
public record RecommendationIssued(Recommendation recommendation) {}
