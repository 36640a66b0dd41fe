package io.lagcast.forecasting.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.TestingState;
import io.lagcast.forecasting.shortterm.ExponentialSmoothing;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TunedTest {

    private static final double SLOW = 0.01;
    private static final double FAST = 0.9;
    private static final List<Supplier<PointModel>> SLOW_THEN_FAST =
            List.of(() -> new ExponentialSmoothing("", SLOW), () -> new ExponentialSmoothing("", FAST));
    private static final int[] NEXT = {1};

    private final BucketRing ring = new BucketRing(2000);
    private final Tuned tuned = new Tuned(ring, NEXT, SLOW_THEN_FAST);
    private final PointModel slow = new ExponentialSmoothing("", SLOW);
    private final PointModel fast = new ExponentialSmoothing("", FAST);

    private void follow(double value) {
        long bucket = ring.end();
        ring.append(bucket, value);
        tuned.absorb(bucket, value);
        slow.absorb(bucket, value);
        fast.absorb(bucket, value);
    }

    private void followNoise(int buckets, Random random) {
        for (int i = 0; i < buckets; i++) {
            follow(1000 + random.nextGaussian());
        }
    }

    private void followWalk(int buckets, Random random) {
        double level = 1000;
        for (int i = 0; i < buckets; i++) {
            level += random.nextGaussian();
            follow(level);
        }
    }

    @Test
    void takesTheSlowOneForNoise() {
        followNoise(1000, new Random(5));

        tuned.fit();

        assertThat(tuned.forecast(1)).isEqualTo(slow.forecast(1)).isNotEqualTo(fast.forecast(1));
    }

    @Test
    void takesTheFastOneForAWalkAndGoesOnFromWhereItArrived() {
        followWalk(1000, new Random(5));

        tuned.fit();
        assertThat(tuned.forecast(1)).isEqualTo(fast.forecast(1));
        follow(1234);

        assertThat(tuned.forecast(1)).isEqualTo(fast.forecast(1));
    }

    @Test
    void answersWithTheFirstUntilItIsFitted() {
        followWalk(1000, new Random(5));

        assertThat(tuned.forecast(1)).isEqualTo(slow.forecast(1)).isNotEqualTo(fast.forecast(1));
    }

    @Test
    void choosesByWhatItHasSeenAndChoosesAnewLater() {
        Random random = new Random(5);
        followNoise(600, random);
        tuned.fit();
        assertThat(tuned.forecast(1)).isEqualTo(slow.forecast(1));

        followWalk(1400, random);
        tuned.fit();

        assertThat(tuned.forecast(1)).isEqualTo(fast.forecast(1));
    }

    @Test
    void looksAtTheGivenLeadsOnly() {
        Tuned twoAhead = new Tuned(ring, new int[] {2}, SLOW_THEN_FAST);
        for (int i = 0; i < 1000; i++) {
            follow(i % 2 == 0 ? 100 : 300);
        }

        tuned.fit();
        twoAhead.fit();

        assertThat(tuned.forecast(1)).isEqualTo(slow.forecast(1));
        assertThat(twoAhead.forecast(2)).isEqualTo(fast.forecast(2));
    }

    @Test
    void keepsTheFirstWithoutEvidence() {
        follow(1);

        tuned.fit();
        follow(11);

        assertThat(tuned.forecast(1)).isEqualTo(slow.forecast(1));
    }

    @Test
    void restoresTheChosenOneBitForBit() {
        followWalk(1000, new Random(5));
        tuned.fit();
        TestingState state = new TestingState();

        tuned.carry(state);
        state.turnRound();
        Tuned restored = new Tuned(ring, NEXT, SLOW_THEN_FAST);
        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        assertThat(restored.forecast(7)).isEqualTo(tuned.forecast(7));
        tuned.absorb(ring.end(), 5);
        restored.absorb(ring.end(), 5);
        assertThat(restored.forecast(7)).isEqualTo(tuned.forecast(7));
    }
}
