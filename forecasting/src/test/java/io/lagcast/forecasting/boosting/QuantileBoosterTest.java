package io.lagcast.forecasting.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.TestingState;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileBoosterTest {

    private static final Growth GROWTH = new Growth(80, 8, 6, 20, 0.1, 0.7, 1, 0.5);

    private final Random random = new Random(42);

    @Test
    void learnsAStep() {
        float[][] rows = uniform(2000, 3);
        float[] targets = new float[2000];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (rows[i][1] < 0.3 ? 10 : 20) + (float) random.nextGaussian();
        }

        Learned learned = learn(rows, targets, 7);

        assertThat(learned.median(0.5f, 0.1f, 0.5f)).isCloseTo(10, within(0.3));
        assertThat(learned.median(0.5f, 0.9f, 0.5f)).isCloseTo(20, within(0.3));
    }

    @Test
    void learnsThatTwoFeaturesOnlyMatterTogether() {
        float[][] rows = uniform(4000, 2);
        float[] targets = new float[4000];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (rows[i][0] > 0.5 == rows[i][1] > 0.4 ? 5 : -5) + (float) random.nextGaussian();
        }

        Learned learned = learn(rows, targets, 7);

        assertThat(learned.median(0.8f, 0.8f)).isCloseTo(5, within(0.6));
        assertThat(learned.median(0.2f, 0.2f)).isCloseTo(5, within(0.6));
        assertThat(learned.median(0.8f, 0.2f)).isCloseTo(-5, within(0.6));
        assertThat(learned.median(0.2f, 0.8f)).isCloseTo(-5, within(0.6));
    }

    @Test
    void findsASpreadThatChangesWhereTheMiddleDoesNot() {
        float[][] rows = uniform(20_000, 2);
        float[] targets = new float[20_000];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (rows[i][0] < 0.5 ? 1 : 4) * (float) random.nextGaussian();
        }
        double[] standard = {-1.2816, 0, 1.2816, 1.6449, 2.3263};

        Learned learned = learn(rows, targets, 7);

        for (int k = 0; k < QuantileExpert.LEVELS; k++) {
            assertThat(learned.quantiles(0.25f, 0.5f)[k]).isCloseTo(standard[k], within(0.25));
            assertThat(learned.quantiles(0.75f, 0.5f)[k]).isCloseTo(4 * standard[k], within(1.0));
        }
    }

    @Test
    void coversWhatItPromisesOnRowsItNeverSaw() {
        Learned learned = learnSkewed(uniform(8000, 4));
        double[] levels = QuantileExpert.levels();
        int[] below = new int[levels.length];

        float[][] fresh = uniform(8000, 4);
        float[] targets = skewed(fresh);
        for (int i = 0; i < fresh.length; i++) {
            double[] quantiles = learned.quantiles(fresh[i]);
            for (int k = 0; k < levels.length; k++) {
                below[k] += targets[i] <= quantiles[k] ? 1 : 0;
            }
        }

        for (int k = 0; k < levels.length; k++) {
            assertThat(below[k] / 8000.0).as("coverage of " + levels[k]).isCloseTo(levels[k], within(0.02));
        }
    }

    @Test
    void neverCrossesItsQuantiles() {
        Learned learned = learnSkewed(uniform(300, 4));

        for (float[] row : uniform(2000, 4)) {
            assertThat(learned.quantiles(row)).isSorted();
        }
    }

    @Test
    void saysTheSameForTheSameSeedOnly() {
        float[][] rows = uniform(1000, 4);
        float[] targets = skewed(rows);

        assertThat(learn(rows, targets, 7).quantiles(rows[3]))
                .isEqualTo(learn(rows, targets, 7).quantiles(rows[3]));
        assertThat(learn(rows, targets, 7).quantiles(rows[3]))
                .isNotEqualTo(learn(rows, targets, 8).quantiles(rows[3]));
    }

    @Test
    void saysTheConstantOfAConstantTarget() {
        Learned learned = learn(uniform(500, 2), new float[500], 7);

        assertThat(learned.quantiles(0.5f, 0.5f)).containsOnly(0);
        assertThat(learned.ensemble.trees()).isZero();
    }

    @Test
    void saysTheQuantilesOfAFewRowsWithoutATree() {
        Learned learned = learn(uniform(3, 2), new float[] {1, 2, 3}, 7);

        assertThat(learned.quantiles(0.5f, 0.5f)).containsExactly(new double[] {1.2, 2, 2.8, 2.9, 2.98}, within(1e-6));
    }

    @Test
    void refusesToLearnFromNothing() {
        assertThatThrownBy(() -> new QuantileBooster(GROWTH, 7).fit(new byte[2][0], new float[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows of 2 features");
    }

    @Test
    void comesBackFromTheStoreBitForBit() {
        float[][] rows = uniform(1000, 4);
        Learned learned = learnSkewed(rows);
        TestingState state = new TestingState();
        learned.ensemble.carry(state);
        state.turnRound();

        BoostedQuantiles restored = new BoostedQuantiles(new double[QuantileExpert.LEVELS]);
        restored.carry(state);

        for (float[] row : rows) {
            assertThat(new Learned(learned.bins, restored).quantiles(row)).isEqualTo(learned.quantiles(row));
        }
        assertThat(state.isEmpty()).isTrue();
    }

    private float[][] uniform(int rows, int features) {
        float[][] drawn = new float[rows][features];
        for (float[] row : drawn) {
            for (int i = 0; i < features; i++) {
                row[i] = random.nextFloat();
            }
        }
        return drawn;
    }

    /** Targets with a long tail that depends on two of the features. */
    private float[] skewed(float[][] rows) {
        float[] targets = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = (float) (10 * rows[i][0] - (1 + rows[i][1]) * Math.log(1 - random.nextDouble()));
        }
        return targets;
    }

    private Learned learnSkewed(float[][] rows) {
        return learn(rows, skewed(rows), 7);
    }

    private static Learned learn(float[][] rows, float[] targets, long seed) {
        FeatureBins bins = new FeatureBins(rows[0].length);
        bins.learn(rows);
        byte[][] columns = new byte[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][i] = bins.bin(feature, rows[i][feature]);
            }
        }
        return new Learned(bins, new QuantileBooster(GROWTH, seed).fit(columns, targets));
    }

    private static final class Learned {

        private final FeatureBins bins;
        private final BoostedQuantiles ensemble;

        Learned(FeatureBins bins, BoostedQuantiles ensemble) {
            this.bins = bins;
            this.ensemble = ensemble;
        }

        double median(float... row) {
            return quantiles(row)[QuantileExpert.MEDIAN];
        }

        double[] quantiles(float... row) {
            double[] quantiles = new double[QuantileExpert.LEVELS];
            ensemble.quantiles(row, bins, quantiles);
            return quantiles;
        }
    }
}
