package io.lagcast.recommender.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefitScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void comesOnceADay() {
        RefitSchedule schedule = RefitSchedule.of("orders", MINUTE);

        long due = IntStream.range(0, 10 * 1440)
                .filter(minute -> schedule.isDue(minutesIn(minute), minutesIn(minute + 1)))
                .count();

        assertThat(due).isEqualTo(10);
    }

    @Test
    void comesAfterAsManyStepsAsADayHasMinutesWhenStepsAreShort() {
        assertThat(RefitSchedule.of("orders", Duration.ofSeconds(15)).period()).isEqualTo(Duration.ofHours(6));
        assertThat(RefitSchedule.of("orders", Duration.ofMinutes(5)).period()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void isTheSameInEveryProcess() {
        assertThat(RefitSchedule.of("orders", MINUTE))
                .isEqualTo(new RefitSchedule(Duration.ofDays(1), Duration.ofMillis(71042148L)));
    }

    @Test
    void spreadsWorkloadsWithSimilarNamesOverTheDay() {
        int[] perHour = new int[24];
        for (int i = 0; i < 2400; i++) {
            Duration offset = RefitSchedule.of("orders-" + i, MINUTE).offset();
            perHour[Math.toIntExact(offset.toHours())]++;
        }

        assertThat(perHour).hasSize(24);
        assertThat(IntStream.of(perHour).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    private static Instant minutesIn(int minutes) {
        return START.plus(MINUTE.multipliedBy(minutes));
    }
}
