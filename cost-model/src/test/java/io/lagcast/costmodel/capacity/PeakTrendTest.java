package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeakTrendTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void seesGrowthThroughWeekendsAndOddDays() {
        List<DailyPeak> peaks = peaks(56, 1000, 10, 0.02, 1);
        peaks.set(30, new DailyPeak(peaks.get(30).day(), new RecordsPerSecond(90_000)));

        PeakTrend trend = PeakTrend.of(peaks).orElseThrow();

        assertThat(trend.slopePerDay()).isCloseTo(10, within(1.5));
        assertThat(trend.slopeLow()).isLessThan(trend.slopePerDay()).isPositive();
        assertThat(trend.slopeHigh()).isGreaterThan(trend.slopePerDay()).isLessThan(15);
        assertThat(trend.level().value()).isCloseTo(1550, within(80.0));
    }

    @Test
    void saysNothingBeforeItHasSeenThreeWeeks() {
        assertThat(PeakTrend.of(peaks(20, 1000, 10, 0, 1))).isEmpty();
        assertThat(PeakTrend.of(peaks(21, 1000, 10, 0, 1))).isPresent();
    }

    @Test
    void holdsTheTrueSlopeInItsIntervalNineTimesInTen() {
        int inside = 0;
        for (int seed = 0; seed < 200; seed++) {
            PeakTrend trend = PeakTrend.of(peaks(42, 1000, 5, 0.1, seed)).orElseThrow();
            inside += trend.slopeLow() <= 5 && 5 <= trend.slopeHigh() ? 1 : 0;
        }

        assertThat(inside).isBetween(170, 199);
    }

    @Test
    void reachesARateSoonerAtTheUpperEndOfItsInterval() {
        PeakTrend trend = PeakTrend.of(peaks(42, 1000, 10, 0.05, 3)).orElseThrow();
        Duration horizon = Duration.ofDays(730);

        Instant earliest = trend.reaches(3000, trend.slopeHigh(), horizon).orElseThrow();
        Instant expected = trend.reaches(3000, trend.slopePerDay(), horizon).orElseThrow();

        assertThat(earliest).isAfter(trend.until()).isBefore(expected);
        assertThat(trend.reaches(1e9, trend.slopeHigh(), horizon)).isEmpty();
    }

    /** Peaks on a line, a third lower at weekends, with noise of the given share. */
    private static List<DailyPeak> peaks(int days, double level, double perDay, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DailyPeak> peaks = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double weekday = day % 7 >= 5 ? -300 : 0;
            double peak = level + perDay * day + weekday + level * noise * random.nextGaussian();
            peaks.add(new DailyPeak(START.plus(Duration.ofDays(day)), new RecordsPerSecond(Math.max(0, peak))));
        }
        return peaks;
    }
}
