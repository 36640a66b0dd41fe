package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.TestingState;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.longterm.SeasonalNaive;
import io.lagcast.forecasting.shortterm.LastValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final double[] LEVELS = {0.01, 0.1, 0.5, 0.9, 0.95, 0.99};
    private static final int MEDIAN = 2;

    private final BucketRing ring = new BucketRing(5000);

    private Panel panel(Expert... others) {
        List<Expert> experts = new ArrayList<>();
        experts.add(new LastValue());
        experts.addAll(List.of(others));
        return new Panel(ring, experts, SpreadScale.COUNTS, new Span(15, 0, 40));
    }

    private static void walk(Panel panel, long from, long to, LongToDoubleFunction series) {
        for (long bucket = from; bucket < to; bucket++) {
            double value = series.applyAsDouble(bucket);
            if (Double.isNaN(value)) {
                panel.missing(bucket);
            } else {
                panel.known(bucket, value);
            }
        }
    }

    private static double[] quantiles(Panel panel, int lead) {
        double[] quantiles = new double[LEVELS.length];
        panel.quantiles(lead, LEVELS, quantiles);
        return quantiles;
    }

    private static double batch(long bucket) {
        return bucket % 20 < 7 ? 300 : 100;
    }

    @Test
    void followsTheSeasonWhereThereIsOne() {
        Panel panel = panel(new SeasonalNaive("20", 20, ring));

        walk(panel, 0, 1000, PanelTest::batch);

        for (int lead : new int[] {1, 3, 10, 15}) {
            assertThat(quantiles(panel, lead)[MEDIAN]).isEqualTo(batch(999 + lead), Offset.offset(3.0));
        }
        assertThat(panel.relativeLoss(10).orElseThrow()).isLessThan(0.2);
    }

    @Test
    void isNotMisledByAnExpertThatKnowsNothing() {
        Panel panel = panel(new TestingExpert("astray", bucket -> 5000));
        Random random = new Random(3);
        double[] level = {1000};

        walk(panel, 0, 3000, bucket -> level[0] = Math.max(0, level[0] + random.nextGaussian()));

        assertThat(quantiles(panel, 5)[MEDIAN]).isEqualTo(level[0], Offset.offset(5.0));
        assertThat(panel.relativeLoss(5).orElseThrow()).isLessThan(1.05);
    }

    @Test
    void neverCrossesQuantilesNorGoesBelowZeroWhateverItsExpertsSay() {
        Random random = new Random(4);
        Panel panel = panel(
                new TestingExpert("wild", bucket -> 1e12 * random.nextGaussian()),
                new TestingExpert("broken", bucket -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NaN),
                new TestingQuantileExpert("crossing", bucket -> 50, 500, -100, 20, -7, Double.NaN),
                new TestingQuantileExpert("low", bucket -> 0, -400, -300, -200, -100, -50));

        for (long bucket = 0; bucket < 1000; bucket++) {
            walk(panel, bucket, bucket + 1, at -> random.nextInt(9) == 0 ? Double.NaN : random.nextInt(3) * 50.0);
            for (int lead : new int[] {1, 4, 15, 16, 40, 100}) {
                if (panel.isReady()) {
                    assertOrdered(quantiles(panel, lead));
                }
            }
        }
    }

    private static void assertOrdered(double[] quantiles) {
        double previous = 0;
        for (double quantile : quantiles) {
            assertThat(quantile).isFinite().isGreaterThanOrEqualTo(previous);
            previous = quantile;
        }
    }

    @Test
    void answersWithTheLastValueWhereTheCombinationDoesWorse() {
        Random random = new Random(5);
        double[] walk = new double[3000];
        walk[0] = 1000;
        for (int i = 1; i < walk.length; i++) {
            walk[i] = Math.max(0, walk[i - 1] + 5 * random.nextGaussian());
        }
        // right for long enough to be trusted, then wrong by half, over and over
        Panel panel = panel(new TestingExpert(
                "deceiver", bucket -> walk[(int) Math.min(bucket, 2999)] * (bucket % 400 < 300 ? 1 : 0.5)));

        walk(panel, 0, 2380, bucket -> walk[(int) bucket]);

        assertThat(panel.relativeLoss(1)).hasValue(1);
        assertThat(quantiles(panel, 1)[MEDIAN]).isEqualTo(walk[2379], Offset.offset(30.0));
        assertThat(panel.scores().get(0).candidates())
                .filteredOn(CandidateScore::answers)
                .singleElement()
                .satisfies(score -> assertThat(score.name()).isEqualTo("last value"));
    }

    @Test
    void showsAnExpertNothingThatLiesAfterTheBucketItIsToldOf() {
        long[] told = {-1};
        Expert spy = new TestingExpert("spy", bucket -> {
            assertThat(ring.end()).isEqualTo(told[0] + 1);
            return 10;
        });
        Panel panel = panel(spy);

        for (long bucket = 0; bucket < 300; bucket++) {
            told[0] = bucket;
            panel.known(bucket, (double) bucket);
            assertThat(quantiles(panel, 7)[MEDIAN]).isFinite();
        }
    }

    /** Five minutes: the next bucket may be the only warning of a burst. Minutes: four of them say nearly the same. */
    @Test
    void scoresEveryForecastOfTheNextBucketWhereBucketsAreLongAndEveryFourthWhereTheyAreShort() {
        Panel fives =
                new Panel(new BucketRing(5000), List.of(new LastValue()), SpreadScale.COUNTS, new Span(12, 0, 40));
        Panel minutes =
                new Panel(new BucketRing(5000), List.of(new LastValue()), SpreadScale.COUNTS, new Span(60, 0, 60));

        walk(fives, 0, 2000, bucket -> 100 + bucket % 7);
        walk(minutes, 0, 2000, bucket -> 100 + bucket % 7);

        assertThat(fives.scores().getFirst().settled()).isEqualTo(1999);
        assertThat(minutes.scores().getFirst().settled()).isBetween(2000L / 5, 80 + 2000L / 4);
    }

    @Test
    void forecastsTheSameWhateverComesLater() {
        Panel other = new Panel(
                new BucketRing(5000),
                List.of(new LastValue(), new TestingExpert("hundred", bucket -> 100)),
                SpreadScale.COUNTS,
                new Span(15, 0, 40));
        Panel panel = panel(new TestingExpert("hundred", bucket -> 100));
        walk(panel, 0, 500, PanelTest::batch);
        double[] before = quantiles(panel, 16);

        walk(other, 0, 500, PanelTest::batch);
        double[] same = quantiles(other, 16);
        walk(panel, 500, 600, bucket -> 0);
        walk(other, 500, 600, bucket -> 1e6);

        assertThat(same).containsExactly(before);
        assertThat(quantiles(panel, 16)[MEDIAN]).isLessThan(quantiles(other, 16)[MEDIAN]);
    }

    @Test
    void keepsNoRecordsWhileRecordingIsOff() {
        Panel panel = panel(new SeasonalNaive("20", 20, ring));
        panel.recording(false);

        walk(panel, 0, 500, PanelTest::batch);

        assertThat(panel.scores()).allSatisfy(cell -> assertThat(cell.settled()).isZero());
        assertThat(panel.relativeLoss(3)).isEmpty();
    }

    @Test
    void isWideWhileThereAreNoErrorsYet() {
        Panel panel = panel();
        walk(panel, 0, 3, bucket -> 100);

        double[] quantiles = quantiles(panel, 40);

        assertThat(quantiles[1]).isLessThan(50);
        assertThat(quantiles[MEDIAN]).isEqualTo(100, Offset.offset(1e-9));
        assertThat(quantiles[4]).isGreaterThan(150);
    }

    @Test
    void calibratesItsQuantilesByTheOutcomes() {
        Random random = new Random(6);
        Panel panel = panel(new TestingQuantileExpert("too sure", bucket -> 100, -1, 0, 1, 1, 1));
        int below = 0;
        int origins = 0;
        double expected = 0;
        for (long bucket = 0; bucket < 4000; bucket++) {
            double value = 100 + 10 * random.nextGaussian();
            if (bucket > 1000) {
                below += value <= expected ? 1 : 0;
                origins++;
            }
            panel.known(bucket, value);
            expected = quantiles(panel, 1)[3];
        }

        assertThat((double) below / origins).isEqualTo(0.9, Offset.offset(0.02));
    }

    @Test
    void doesNotTakeAMissingBucketForAZero() {
        Panel panel = panel();

        walk(panel, 0, 600, bucket -> bucket % 3 == 1 ? Double.NaN : 100);

        assertThat(quantiles(panel, 2)).containsOnly(new double[] {100}, Offset.offset(1e-3));
    }

    @Test
    void forecastsTheHighestOfSeveralBucketsAboveTheirMedians() {
        Random random = new Random(7);
        Panel panel = panel(new TestingExpert("level", bucket -> 100));
        walk(panel, 0, 3000, bucket -> 100 + 10 * random.nextGaussian());

        double[] quantiles = new double[LEVELS.length];
        panel.peak(15, LEVELS, quantiles);

        // the median of the maximum of 15 standard normal draws is 1.70, its 0.9 quantile 2.46
        assertThat(quantiles[MEDIAN]).isEqualTo(117, Offset.offset(3.0));
        assertThat(quantiles[3]).isEqualTo(124.6, Offset.offset(4.0));
        assertThat(panel.peakBuckets()).contains(15).doesNotContain(1);
        assertThatThrownBy(() -> panel.peak(1000, LEVELS, quantiles)).hasMessageContaining("1000");
    }

    @Test
    void isCarriedBitForBit() {
        Panel panel = panel(new TestingExpert("batch", PanelTest::batch), new SeasonalNaive("33", 33, ring));
        walk(panel, 0, 777, bucket -> bucket % 11 == 3 ? Double.NaN : batch(bucket) + bucket % 7);
        TestingState state = new TestingState();
        ring.carry(state);
        panel.carry(state);

        state.turnRound();
        BucketRing copy = new BucketRing(5000);
        Panel restored = new Panel(
                copy,
                List.of(
                        new LastValue(),
                        new TestingExpert("batch", PanelTest::batch),
                        new SeasonalNaive("33", 33, copy)),
                SpreadScale.COUNTS,
                new Span(15, 0, 40));
        copy.carry(state);
        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        for (long bucket = 777; bucket < 1000; bucket++) {
            walk(panel, bucket, bucket + 1, PanelTest::batch);
            walk(restored, bucket, bucket + 1, PanelTest::batch);
            for (int lead : new int[] {1, 4, 15, 16, 40}) {
                assertThat(quantiles(restored, lead)).containsExactly(quantiles(panel, lead));
            }
        }
    }
}
