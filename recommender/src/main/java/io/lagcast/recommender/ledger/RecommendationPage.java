package io.lagcast.recommender.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Part of the ledger, newest first.
 *
 * @param items recommendations
 * @param nextCursor where to go on; empty = that was all
 */
public record RecommendationPage(List<Recommendation> items, Optional<String> nextCursor) {

    public RecommendationPage {
        items = List.copyOf(items);
    }
}
