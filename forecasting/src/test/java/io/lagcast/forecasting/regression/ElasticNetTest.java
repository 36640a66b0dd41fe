package io.lagcast.forecasting.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ElasticNetTest {

    private static Examples examples() {
        BucketRing ring = new BucketRing(1000);
        Random random = new Random(5);
        double level = 100;
        for (int bucket = 0; bucket < 600; bucket++) {
            level = 100 + 0.8 * (level - 100) + 5 * random.nextGaussian();
            ring.append(bucket, Math.max(0, level));
        }
        FeatureRows rows = FeatureRows.copied(ring, new double[] {24});
        return new Examples(rows, Examples.Leads.only(3), rows.first(), 1000);
    }

    private static NormalEquations equations(Examples examples) {
        NormalEquations equations = new NormalEquations(examples.width());
        equations.add(examples, 0, examples.count());
        return equations;
    }

    /** The objective's slope at its minimum: 0 for a coefficient that is not 0, within the penalty on sizes for one that is. */
    @Test
    void findsTheMinimumOfItsObjective() {
        Examples examples = examples();
        double penalty = 0.5;

        double[] found = new ElasticNet(equations(examples), penalty, 1, "test").coefficients();

        int left = 0;
        for (int j = 0; j < examples.width(); j++) {
            double slope = 0;
            for (int i = 0; i < examples.count(); i++) {
                double error = examples.targets()[i] - examples.predicted(found, i);
                slope += error * examples.inputs()[i * examples.width() + j] / examples.count();
            }
            slope -= penalty / 2 * found[j];
            if (found[j] == 0) {
                assertThat(Math.abs(slope)).isLessThan(penalty / 2 + 0.02);
            } else {
                assertThat(slope).isEqualTo(Math.signum(found[j]) * penalty / 2, Offset.offset(0.02));
                left++;
            }
        }
        assertThat(left).isBetween(1, examples.width() / 2);
    }

    @Test
    void leavesNothingButTheMeanUnderALargePenalty() {
        Examples examples = examples();
        double mean = 0;
        for (int i = 0; i < examples.count(); i++) {
            mean += examples.targets()[i] / examples.count();
        }

        double[] found = new ElasticNet(equations(examples), 5, 10, "test").coefficients();

        assertThat(found).hasSize(examples.width() + 1).endsWith(found[examples.width()]);
        for (int j = 0; j < examples.width(); j++) {
            assertThat(found[j]).isZero();
        }
        assertThat(found[examples.width()]).isEqualTo(mean, Offset.offset(1e-9));
    }
}
