package io.lagcast.forecasting.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnModelExpertTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BucketRing ring = new BucketRing(1000);
    private final Counting model = new Counting();
    private final OwnModelExpert expert = new OwnModelExpert(ring, model);

    /** Says 1 for five minutes ahead and 2 for fifteen, in multiples of the level, and how often it was asked. */
    private static final class Counting implements OwnModel {

        private int asked;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String digest() {
            return "c0";
        }

        @Override
        public Duration step() {
            return MINUTE;
        }

        @Override
        public List<Duration> leads() {
            return List.of(MINUTE.multipliedBy(5), MINUTE.multipliedBy(15));
        }

        @Override
        public String provenance() {
            return "";
        }

        @Override
        public void answer(float[] row, double[] into) {
            asked++;
            into[0] = 1;
            into[1] = 2;
        }
    }

    @BeforeEach
    void observeAnHour() {
        for (int i = 0; i < 60; i++) {
            ring.append(1000 + i, 50);
        }
    }

    @Test
    void saysTheAnswerInTheUnitOfTheSeries() {
        assertThat(expert.forecast(5)).isEqualTo(50);
        assertThat(expert.forecast(15)).isEqualTo(100);
    }

    @Test
    void saysTheStraightLineBetweenTwoLeads() {
        assertThat(expert.forecast(10)).isCloseTo(75, within(1e-9));
        assertThat(expert.forecast(6)).isCloseTo(55, within(1e-9));
    }

    @Test
    void saysNothingBeforeItsNearestLeadAndBeyondItsFarthest() {
        assertThat(expert.canForecast(4)).isFalse();
        assertThat(expert.canForecast(16)).isFalse();
        assertThatThrownBy(() -> expert.forecast(16)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksOnceABucket() {
        expert.forecast(5);
        expert.forecast(15);
        assertThat(model.asked).isEqualTo(1);

        ring.append(1060, 50);
        expert.forecast(5);
        assertThat(model.asked).isEqualTo(2);
    }

    @Test
    void saysNothingAfterALongGap() {
        for (int i = 0; i < 31; i++) {
            ring.appendMissing(1060 + i);
        }

        assertThat(expert.canForecast(5)).isFalse();
    }
}
