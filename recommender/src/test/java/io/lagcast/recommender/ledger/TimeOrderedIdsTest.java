package io.lagcast.recommender.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.persistence.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void ascendAlsoWhenTheClockGoesBack() {
        TestingClock clock = new TestingClock(Instant.parse("2026-03-01T10:00:00Z"));
        TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
        List<String> made = new ArrayList<>();

        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next().toString());
            clock.advance(i % 3 == 0 ? Duration.ofMillis(-5) : Duration.ofMillis(1));
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void carryTheirTime() {
        Instant time = Instant.parse("2026-03-01T10:00:00.123Z");

        UUID id = new TimeOrderedIds(() -> time, new Random(1)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(time.toEpochMilli());
    }
}
