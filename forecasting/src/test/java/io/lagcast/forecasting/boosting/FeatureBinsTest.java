package io.lagcast.forecasting.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureBinsTest {

    private final Random random = new Random(42);

    @Test
    void keepsANarrowBandOfABinsWorthOfValuesApartFromWhatLiesAroundIt() {
        float[][] rows = new float[2000][1];
        for (int i = 0; i < rows.length; i++) {
            float around = i % 3 > 0 ? 0.1f * random.nextFloat() : 0.2f + random.nextFloat();
            rows[i][0] = i % 50 == 0 ? 0.138f + 0.004f * random.nextFloat() : around;
        }
        FeatureBins bins = learned(rows);

        assertThat(bins.bin(0, 0.14f)).isGreaterThan(bins.bin(0, 0.1f)).isLessThan(bins.bin(0, 0.21f));
        assertThat(bins.bin(0, 0.137f)).isEqualTo(bins.bin(0, 0.143f));
    }

    @Test
    void holdsAboutEquallyManyInEachBin() {
        float[][] rows = new float[6400][1];
        for (float[] row : rows) {
            row[0] = (float) Math.exp(3 * random.nextGaussian());
        }
        FeatureBins bins = learned(rows);
        int[] count = new int[FeatureBins.BINS];
        for (float[] row : rows) {
            count[bins.bin(0, row[0])]++;
        }

        assertThat(Arrays.stream(count)).allMatch(rowsInBin -> rowsInBin <= 200);
    }

    @Test
    void hasOneBinForAFeatureThatNeverChanged() {
        FeatureBins bins = learned(new float[100][1]);

        assertThat(bins.bin(0, -1)).isEqualTo(bins.bin(0, 0)).isEqualTo(bins.bin(0, 1));
    }

    @Test
    void learnsFromASingleRow() {
        assertThat(learned(new float[][] {{3}}).bin(0, 7)).isZero();
    }

    private static FeatureBins learned(float[][] rows) {
        FeatureBins bins = new FeatureBins(rows[0].length);
        bins.learn(rows);
        return bins;
    }
}
