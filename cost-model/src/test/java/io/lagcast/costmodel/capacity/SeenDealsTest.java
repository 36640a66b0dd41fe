package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenDealsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final SeenDeals deals = new SeenDeals();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    /** What is processed of 1,000 a second while the oldest record becomes 3 s older in 10 is 700. */
    @Test
    void tellsWhatIsCarriedByHowFastTheOldestRecordAges() {
        late(6, 1000, 4500, 8);

        assertThat(deals.carriedPerSecond(time).get(8)).isCloseTo(700, within(1e-9));
    }

    @Test
    void tellsThatMoreIsCarriedThanArrivesWhileAGroupCatchesUp() {
        late(6, 1000, -3000, 8);

        assertThat(deals.carriedPerSecond(time).get(8)).isCloseTo(1200, within(1e-9));
    }

    @Test
    void saysNothingAfterAShortWhile() {
        late(5, 1000, 4500, 8);

        assertThat(deals.carriedPerSecond(time)).isEmpty();
    }

    @Test
    void doesNotAddUpWhatIsNotOneSpell() {
        late(5, 1000, 4500, 8);
        deals.stop();
        late(5, 1000, 4500, 8);
        late(5, 1000, 4500, 9);

        assertThat(deals.carriedPerSecond(time)).isEmpty();
    }

    @Test
    void keepsWhatWasSeenOfEveryCountForAWhile() {
        late(6, 1000, 4500, 8);
        late(6, 1000, 1500, 9);

        assertThat(deals.carriedPerSecond(time).get(9)).isCloseTo(900, within(1e-9));
        assertThat(deals.carriedPerSecond(time.minus(INTERVAL.multipliedBy(6)).plus(SeenDeals.KEPT)))
                .containsOnlyKeys(8, 9);
        assertThat(deals.carriedPerSecond(time.plus(SeenDeals.KEPT))).containsOnlyKeys(9);
    }

    private void late(int intervals, double arrivedPerSecond, long olderMillis, int replicas) {
        for (int i = 0; i < intervals; i++) {
            time = time.plus(INTERVAL);
            deals.add(time, INTERVAL, arrivedPerSecond, Duration.ofMillis(olderMillis), replicas);
        }
    }
}
