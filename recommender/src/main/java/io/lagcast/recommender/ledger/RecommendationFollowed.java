package io.lagcast.recommender.ledger;

/**
 * A recommendation that another instance issued is in force here as well.
 *
 * @param recommendation the recommendation
 */
public record RecommendationFollowed(Recommendation recommendation) {}
