package io.lagcast.forecasting.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.longterm.SeasonalProfile.Correction;
import io.lagcast.forecasting.longterm.SeasonalProfile.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeasonalProfileTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private static SeasonalProfile afterTwoSeasons(Correction correction, double fadingBuckets) {
        SeasonalProfile model = new SeasonalProfile("10", 10, new Shape(1, 0, correction, 1, fadingBuckets));
        for (int bucket = 0; bucket < 20; bucket++) {
            model.absorb(bucket, 10 + bucket % 10);
        }
        return model;
    }

    @Test
    void repeatsTheUsualWhenNothingIsUnusual() {
        SeasonalProfile model = afterTwoSeasons(Correction.RATIO, 100);

        assertThat(model.forecast(1)).isEqualTo(10, CLOSE);
        assertThat(model.forecast(27)).isEqualTo(16, CLOSE);
    }

    @Test
    void raisesTheUsualByTheRatioOfTheLastMinutes() {
        SeasonalProfile model = afterTwoSeasons(Correction.RATIO, Double.POSITIVE_INFINITY);
        for (int bucket = 20; bucket < 60; bucket++) {
            model.absorb(bucket, 0.5 * (10 + bucket % 10));
        }

        // p(slot) is a mean of 2 old and 4 new seasons: 2/3 of the old; the last actual over the usual before it: 0.5 /
        // 0.7
        assertThat(model.forecast(1)).isBetween(0.45 * 10, 0.55 * 10);
    }

    @Test
    void letsTheDifferenceFadeWithTheLead() {
        SeasonalProfile model = afterTwoSeasons(Correction.DIFFERENCE, 5);
        model.absorb(20, 18);

        // r = (8 + 0 / 2 + 0 / 4 + ...) / (1 + 1/2 + 1/4 + ... over 10 earlier differences)
        double difference = 8 / (2 - Math.pow(0.5, 10));
        assertThat(model.forecast(5)).isEqualTo(15 + difference / 2, CLOSE);
        assertThat(model.forecast(100)).isEqualTo((2 * 10 + 18) / 3.0, Offset.offset(1e-4));
    }

    @Test
    void usesTheMeanWhereNothingWasSeenYet() {
        SeasonalProfile model = new SeasonalProfile("4", 4, new Shape(1, 0, Correction.DIFFERENCE, 1, 1));
        model.absorb(0, 10);
        model.absorb(1, 20);
        model.absorbMissing(2);
        model.absorb(3, 30);

        assertThat(model.forecast(3)).isEqualTo(20, CLOSE);
    }

    @Test
    void forecastsZeroWhereTheUsualIsZero() {
        SeasonalProfile model = new SeasonalProfile("2", 2, new Shape(1, 0, Correction.RATIO, 1, 1));
        for (int bucket = 0; bucket < 10; bucket++) {
            model.absorb(bucket, 0);
        }

        assertThat(model.forecast(1)).isZero();
    }

    @Test
    void rejectsAShapeOutOfBounds() {
        assertThatThrownBy(() -> new Shape(0, 0.1, Correction.RATIO, 1, 1)).hasMessageContaining("slots of 0.0");
    }
}
