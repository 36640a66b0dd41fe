package io.lagcast.recommender.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.TestingMoves;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Recommendation planned = new Recommendation(
            new UUID(0, 1), "orders", TestingMoves.planned(NOW, 5, 8, NOW.plusSeconds(60)), TestingMoves.PROVENANCE);

    @Test
    void keepsTheCountInForceUntilAPlannedMoveIsDue() {
        assertThat(Standing.of(Optional.of(planned), NOW.plusSeconds(60).minusNanos(1)))
                .isInstanceOfSatisfying(Standing.InForce.class, standing -> {
                    assertThat(standing.due()).isFalse();
                    assertThat(standing.replicas()).isEqualTo(5);
                });
        assertThat(Standing.of(Optional.of(planned), NOW.plusSeconds(60)))
                .isInstanceOfSatisfying(Standing.InForce.class, standing -> assertThat(standing.replicas())
                        .isEqualTo(8));
    }

    @Test
    void endsTheMomentTheRecommendationExpires() {
        Instant end = planned.validUntil();

        assertThat(Standing.of(Optional.of(planned), end.minusNanos(1))).isInstanceOf(Standing.InForce.class);
        assertThat(Standing.of(Optional.of(planned), end)).isEqualTo(new Standing.Expired(planned));
        assertThat(Standing.of(Optional.empty(), NOW)).isEqualTo(new Standing.Missing());
    }
}
