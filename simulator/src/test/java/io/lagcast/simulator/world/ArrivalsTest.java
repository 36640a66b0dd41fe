package io.lagcast.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {

    @Test
    void areConstantWithinAStep() {
        Arrivals arrivals = Arrivals.smooth(new double[] {10, 20}, Duration.ofSeconds(3));

        assertThat(arrivals.seconds()).isEqualTo(6);
        assertThat(arrivals.before(0)).isZero();
        assertThat(arrivals.during(2)).isEqualTo(10);
        assertThat(arrivals.during(3)).isEqualTo(20);
        assertThat(arrivals.total()).isEqualTo(90);
        assertThat(arrivals.meanPerSecond(2, 4)).isEqualTo(15);
    }

    @Test
    void stopAtTheEnd() {
        Arrivals arrivals = Arrivals.smooth(new double[] {10, 20}, Duration.ofSeconds(3));

        assertThat(arrivals.before(100)).isEqualTo(90);
        assertThat(arrivals.during(6)).isZero();
    }

    @Test
    void addUpStepsShorterThanASecond() {
        Arrivals arrivals = Arrivals.smooth(new double[] {10, 30, 50, 70, 90}, Duration.ofMillis(400));

        assertThat(arrivals.seconds()).isEqualTo(2);
        assertThat(arrivals.during(0)).isCloseTo(0.4 * 10 + 0.4 * 30 + 0.2 * 50, within(1e-9));
        assertThat(arrivals.total()).isCloseTo(0.4 * (10 + 30 + 50 + 70 + 90), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5, 5000})
    void scatterAsWidelyAsAskedAroundTheSameMean(double rate) {
        double[] rates = new double[20_000];
        Arrays.fill(rates, rate);
        double dispersion = 2;

        Arrivals noisy = Arrivals.smooth(rates, Duration.ofSeconds(1)).noisy(dispersion, 7);

        double mean = noisy.total() / noisy.seconds();
        double squares = 0;
        for (int second = 0; second < noisy.seconds(); second++) {
            squares += Math.pow(noisy.during(second) - mean, 2);
        }
        assertThat(mean).isCloseTo(rate, within(0.05 * rate));
        assertThat(squares / noisy.seconds() / mean).isCloseTo(dispersion, within(0.1));
    }

    @Test
    void areTheSameForTheSameSeed() {
        Arrivals smooth = Arrivals.smooth(new double[] {10, 20}, Duration.ofSeconds(30));

        Arrivals one = smooth.noisy(1, 3);
        Arrivals other = smooth.noisy(1, 3);

        assertThat(one.total())
                .isEqualTo(other.total())
                .isNotEqualTo(smooth.noisy(1, 4).total());
    }
}
