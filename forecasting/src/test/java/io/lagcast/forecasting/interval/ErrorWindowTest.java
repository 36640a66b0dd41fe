package io.lagcast.forecasting.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorWindowTest {

    @Test
    void interpolatesBetweenOrderStatistics() {
        ErrorWindow window = new ErrorWindow(10);
        window.add(3);
        window.add(1);
        window.add(2);

        assertThat(window.quantile(0.5)).isEqualTo(2);
        assertThat(window.quantile(0.625)).isEqualTo(2.5);
        assertThat(window.quantile(0.99)).isEqualTo(3);
        assertThat(window.quantile(0.01)).isEqualTo(1);
    }

    @Test
    void agreesWithSortingTheNewestErrors() {
        ErrorWindow window = new ErrorWindow(100);
        ArrayDeque<Double> newest = new ArrayDeque<>();
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            double error = random.nextInt(50);
            window.add(error);
            newest.add(error);
            if (newest.size() > 100) {
                newest.remove();
            }

            double[] sorted =
                    newest.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            assertThat(window.size()).isEqualTo(sorted.length);
            assertThat(window.quantile(0.999)).isEqualTo(sorted[sorted.length - 1]);
            assertThat(window.quantile(0.001)).isEqualTo(sorted[0]);
        }
    }

    @Test
    void refusesQuantilesOfNothing() {
        assertThatThrownBy(() -> new ErrorWindow(5).quantile(0.5)).hasMessageContaining("0.5");
        assertThatThrownBy(() -> new ErrorWindow(5).add(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void takesNegativeZeroForZero() {
        ErrorWindow window = new ErrorWindow(2);
        window.add(-0.0);
        window.add(0.0);
        window.add(1);
        window.add(2);

        assertThat(window.quantile(0.5)).isEqualTo(1.5);
    }

    @Test
    void keepsErrorsOfAnySizeWithinAFifthOfAPercent() {
        Random random = new Random(11);
        for (int exponent = -15; exponent <= 18; exponent++) {
            ErrorWindow window = new ErrorWindow(1);
            double error = (random.nextBoolean() ? 1 : -1) * (1 + 9 * random.nextDouble()) * Math.pow(10, exponent);

            window.add(error);

            assertThat(window.quantile(0.5) / error).isBetween(0.998, 1.002);
        }
    }
}
