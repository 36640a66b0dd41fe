package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.expert.TestingState;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AggregationTest {

    private static final boolean[] BOTH = {true, true};

    /** Of one level. */
    private static Aggregation aggregation(double level, int experts) {
        return new Aggregation(new Worksheet(new double[] {level}, experts), true);
    }

    private static double combined(Aggregation aggregation, double[] quantiles, boolean[] speaks) {
        double[] into = new double[1];
        aggregation.combine(quantiles, speaks, into);
        return into[0];
    }

    private static double weights(Aggregation aggregation, int experts) {
        double sum = 0;
        for (int e = 0; e < experts; e++) {
            assertThat(aggregation.weight(0, e)).isBetween(0.0, 1.0);
            sum += aggregation.weight(0, e);
        }
        return sum;
    }

    private static void settle(Aggregation aggregation, double outcome, double... quantiles) {
        aggregation.settle(quantiles, BOTH, outcome);
    }

    @Test
    void weighsAllTheSameBeforeAnyOutcome() {
        Aggregation aggregation = aggregation(0.5, 4);

        assertThat(aggregation.weight(0, 3)).isEqualTo(0.25);
        assertThat(combined(aggregation, new double[] {1, 2, 3, 6}, new boolean[] {true, true, true, true}))
                .isEqualTo(3);
    }

    @Test
    void convergesToTheBetterExpert() {
        Aggregation aggregation = aggregation(0.5, 2);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            double outcome = 100 + random.nextGaussian();
            settle(aggregation, outcome, 100, 105);
        }

        assertThat(aggregation.weight(0, 0)).isGreaterThan(0.98);
    }

    @Test
    void comesNearTheBestMixtureWhereErrorsOffsetEachOther() {
        Aggregation aggregation = aggregation(0.5, 2);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            double outcome = 100 + 0.1 * random.nextGaussian();
            settle(aggregation, outcome, 101, 98);
        }

        // 2/3 : 1/3 is exact; the better expert alone is off by 1
        assertThat(combined(aggregation, new double[] {101, 98}, BOTH)).isEqualTo(100, Offset.offset(0.35));
    }

    @Test
    void trustsTheExpertThatKnowsTheLevelNotTheMiddle() {
        Aggregation upper = aggregation(0.95, 2);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            settle(upper, random.nextGaussian(), 0, 1.645);
        }

        assertThat(upper.weight(0, 1)).isGreaterThan(0.9);
    }

    @Test
    void sharesTheWeightOfASleepingExpertAmongThoseThatSpeak() {
        Aggregation aggregation = aggregation(0.5, 3);
        double[] quantiles = {10, 20, 1e9};
        boolean[] third = {true, true, false};

        assertThat(combined(aggregation, quantiles, third)).isEqualTo(15);
        for (int i = 0; i < 300; i++) {
            aggregation.settle(quantiles, third, 10);
        }

        assertThat(combined(aggregation, quantiles, third)).isEqualTo(10, Offset.offset(0.2));
        assertThat(weights(aggregation, 3)).isEqualTo(1, Offset.offset(1e-9));
    }

    @Test
    void takesThePlainMeanOfThoseThatSpeakWhereTheyHaveNoWeight() {
        Aggregation aggregation = aggregation(0.5, 3);
        double[] quantiles = {100, 1e6, 2e6};
        boolean[] all = {true, true, true};
        for (int i = 0; i < 1000; i++) {
            aggregation.settle(quantiles, all, 100);
        }

        assertThat(combined(aggregation, quantiles, new boolean[] {false, true, true}))
                .isFinite()
                .isBetween(1e6, 2e6);
    }

    @Test
    void weightsSumToOneAndAreNeverNotANumberWhateverHappens() {
        Aggregation aggregation = aggregation(0.9, 4);
        Random random = new Random(3);
        double[] magnitudes = {0, 1e-12, 1, 1e9, 1e15};
        for (int i = 0; i < 5000; i++) {
            double[] quantiles = new double[4];
            boolean[] speaks = new boolean[4];
            for (int e = 0; e < 4; e++) {
                quantiles[e] = magnitudes[random.nextInt(magnitudes.length)] * random.nextDouble();
                speaks[e] = e == 0 || random.nextBoolean();
            }
            double outcome = magnitudes[random.nextInt(magnitudes.length)] * random.nextDouble();
            assertThat(combined(aggregation, quantiles, speaks)).isFinite();

            aggregation.settle(quantiles, speaks, outcome);

            assertThat(weights(aggregation, 4)).isEqualTo(1, Offset.offset(1e-9));
        }
    }

    @Test
    void trustsTheOnlyExpertThatForeseesRareBursts() {
        Aggregation aggregation = aggregation(0.5, 12);
        boolean[] all = new boolean[12];
        Arrays.fill(all, true);
        Random random = new Random(5);
        double[] quantiles = new double[12];
        double missed = 0;
        for (int i = 0; i < 600; i++) {
            boolean isBurst = i % 60 == 0;
            for (int e = 0; e < 12; e++) {
                quantiles[e] = random.nextDouble();
            }
            quantiles[11] = isBurst ? 950 : random.nextDouble();
            missed += isBurst && i >= 300 ? 1000 - combined(aggregation, quantiles, all) : 0;

            aggregation.settle(quantiles, all, isBurst ? 1000 : random.nextDouble());
        }

        assertThat(missed / 5).as("of each of the last five bursts").isLessThan(100);
    }

    /** Thirty to one, by the eighth power the others would have five sixths of the weight. */
    @Test
    void trustsTheOneThatIsSomewhatBetterThanManyWhoErrAlike() {
        Aggregation aggregation = aggregation(0.5, 31);
        boolean[] all = new boolean[31];
        Arrays.fill(all, true);
        Random random = new Random(6);
        double[] quantiles = new double[31];
        for (int i = 0; i < 300; i++) {
            double miss = random.nextGaussian();
            for (int e = 0; e < 31; e++) {
                quantiles[e] = 10 + (e == 0 ? 1 : 1.25 + 0.01 * random.nextGaussian()) * miss;
            }
            aggregation.settle(quantiles, all, 10);
        }

        assertThat(aggregation.weight(0, 0)).isGreaterThan(0.8);
    }

    @Test
    void keepsEqualWeightsAmongExpertsThatAreAlwaysExact() {
        Aggregation aggregation = aggregation(0.9, 2);
        for (int i = 0; i < 100; i++) {
            settle(aggregation, 42, 42, 42);
        }

        assertThat(aggregation.weight(0, 0)).isEqualTo(0.5, Offset.offset(1e-9));
    }

    @Test
    void comesBackToAnExpertThatHasBecomeTheBetterOne() {
        Aggregation aggregation = aggregation(0.5, 2);
        for (int i = 0; i < 400; i++) {
            settle(aggregation, 100 + i % 2, 100, 110);
        }
        for (int i = 0; i < 400; i++) {
            settle(aggregation, 110 + i % 2, 100, 110);
        }

        assertThat(aggregation.weight(0, 1)).isGreaterThan(0.5);
    }

    @Test
    void letsTheLossesOfANeighbourCountForBoth() {
        Aggregation alone = aggregation(0.5, 2);
        Aggregation pooled = aggregation(0.5, 2);
        Aggregation neighbour = aggregation(0.5, 2);
        pooled.pool(neighbour);
        for (int i = 0; i < 100; i++) {
            settle(neighbour, 100, 101, 110);
        }

        settle(alone, 106, 101, 110);
        settle(pooled, 106, 101, 110);

        assertThat(pooled.weight(0, 0)).isGreaterThan(alone.weight(0, 0) + 0.1);
    }

    @Test
    void isCarriedBitForBit() {
        Aggregation aggregation = aggregation(0.5, 2);
        for (int i = 0; i < 50; i++) {
            settle(aggregation, i % 3, 1, 2);
        }
        TestingState state = new TestingState();
        aggregation.carry(state);
        state.turnRound();
        Aggregation restored = aggregation(0.5, 2);
        restored.carry(state);
        assertThat(state.isEmpty()).isTrue();

        for (int i = 0; i < 50; i++) {
            settle(aggregation, i % 5, 1, 2);
            settle(restored, i % 5, 1, 2);
        }

        assertThat(restored.weight(0, 0)).isEqualTo(aggregation.weight(0, 0));
    }
}
