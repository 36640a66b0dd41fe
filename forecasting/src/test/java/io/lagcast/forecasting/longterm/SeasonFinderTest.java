package io.lagcast.forecasting.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonFinderTest {

    private static double day(int minute) {
        return 100 + 60 * Math.sin(2 * Math.PI * minute / 1440);
    }

    private static BucketRing ring(int size, double noise, IntToDoubleFunction shape) {
        Random random = new Random(1);
        BucketRing ring = new BucketRing(size);
        for (int i = 0; i < size; i++) {
            ring.append(i, Math.max(0, shape.applyAsDouble(i) + noise * random.nextGaussian()));
        }
        return ring;
    }

    @Test
    void findsADayInMinutes() {
        List<Double> seasons = SeasonFinder.find(ring(8 * 1440, 20, SeasonFinderTest::day), 3);

        assertThat(seasons).anySatisfy(season -> assertThat(season).isBetween(1430.0, 1450.0));
    }

    @Test
    void findsTwentyMinutesInAnHourAndAHalf() {
        List<Double> seasons = SeasonFinder.find(ring(90, 20, minute -> minute % 20 < 7 ? 300 : 100), 3);

        assertThat(seasons).anySatisfy(season -> assertThat(season).isBetween(19.7, 20.3));
    }

    @Test
    void findsTwentyMinutesBehindADay() {
        BucketRing ring = ring(3 * 1440, 5, minute -> day(minute) + (minute % 20 < 7 ? 30 : 0));

        List<Double> seasons = SeasonFinder.find(ring, 3);

        assertThat(seasons).anySatisfy(season -> assertThat(season).isBetween(19.9, 20.1));
    }

    @Test
    void measuresASeasonBetweenTwoWholeBuckets() {
        List<Double> seasons = SeasonFinder.find(ring(4000, 5, i -> 100 + 50 * Math.sin(2 * Math.PI * i / 171.43)), 3);

        assertThat(seasons).anySatisfy(season -> assertThat(season).isBetween(171.2, 171.7));
    }

    @Test
    void findsTheSeasonOverGaps() {
        BucketRing ring = new BucketRing(400);
        for (int i = 0; i < 400; i++) {
            if (i % 7 == 3 || (i > 100 && i < 150)) {
                ring.appendMissing(i);
            } else {
                ring.append(i, i % 20 < 7 ? 300 : 100);
            }
        }

        assertThat(SeasonFinder.find(ring, 3))
                .anySatisfy(season -> assertThat(season).isBetween(19.9, 20.1));
    }

    @Test
    void findsNothingInNoiseOrAConstant() {
        assertThat(SeasonFinder.find(ring(5000, 20, i -> 100), 3)).isEmpty();
        assertThat(SeasonFinder.find(ring(5000, 0, i -> 100), 3)).isEmpty();
        assertThat(SeasonFinder.find(ring(5000, 0, i -> 0), 3)).isEmpty();
        assertThat(SeasonFinder.find(ring(5, 1, i -> 100), 3)).isEmpty();
    }
}
