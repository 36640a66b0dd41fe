package io.lagcast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Naive2Test {

    @Test
    void putsTheSeasonBackOnTheLastLevel() {
        double[] past = IntStream.range(0, 120)
                .mapToDouble(t -> (t < 96 ? 100 : 110) * (1 + 0.5 * Math.sin(2 * Math.PI * t / 24)))
                .toArray();

        double[] forecast = Naive2.forecast(past, 24, 48);

        assertThat(forecast).hasSize(48);
        assertThat(forecast[6] / forecast[18]).isCloseTo(3, within(0.3));
        assertThat(forecast[30]).isEqualTo(forecast[6]);
        assertThat(forecast[6]).isCloseTo(165, within(8.0));
    }

    @Test
    void repeatsTheLastValueWithoutASeason() {
        Random random = new Random(7);
        double[] past = IntStream.range(0, 200)
                .mapToDouble(t -> 100 + random.nextDouble())
                .toArray();

        assertThat(Naive2.forecast(past, 24, 3)).containsOnly(past[199]);
        assertThat(Naive2.forecast(new double[] {1, 2, 3}, 24, 2)).containsOnly(3);
    }
}
