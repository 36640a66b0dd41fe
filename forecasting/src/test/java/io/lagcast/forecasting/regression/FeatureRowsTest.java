package io.lagcast.forecasting.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {

    private static final double[] SEASONS = {10, 100, 700};

    @Test
    void namesEveryNumberOfARow() {
        FeatureRows rows = FeatureRows.copied(TestingRing.of(50, bucket -> 1), SEASONS);

        assertThat(rows.names()).hasSize(rows.size()).doesNotHaveDuplicates();
    }

    @Test
    void readsTheSameFromTheRingAsFromACopyOfIt() {
        BucketRing ring = TestingRing.of(2_000, FeatureRowsTest::gappy);

        assertThat(row(FeatureRows.following(ring, SEASONS), ring.end() - 1, 7))
                .containsExactly(row(FeatureRows.copied(ring, SEASONS), ring.end() - 1, 7), within(1e-9));
    }

    @Test
    void doesNotChangeAnOriginsRowWhenTheFutureArrives() {
        BucketRing ring = TestingRing.of(1_500, FeatureRowsTest::gappy);
        long origin = ring.end() - 1;
        double[] before = row(FeatureRows.copied(ring, SEASONS), origin, 7);

        TestingRing.extend(ring, 300, bucket -> 1e6);

        assertThat(row(FeatureRows.copied(ring, SEASONS), origin, 7)).containsExactly(before);
    }

    @Test
    void saysWhatTheTargetsPhaseSaidASeasonAgo() {
        BucketRing ring = TestingRing.of(1_500, bucket -> bucket % 100);
        FeatureRows rows = FeatureRows.copied(ring, SEASONS);
        long origin = ring.end() - 1;

        double last = row(rows, origin, 7)[rows.names().indexOf("last of 100.0")];

        assertThat(last + rows.anchor(origin)).isCloseTo((int) ((origin + 7) % 100), within(1e-9));
    }

    @Test
    void looksBackAsManySeasonsAsTheLeadIsLong() {
        BucketRing ring = TestingRing.of(1_500, bucket -> bucket % 10);
        FeatureRows rows = FeatureRows.copied(ring, SEASONS);
        long origin = ring.end() - 1;

        double last = row(rows, origin, 37)[rows.names().indexOf("last of 10.0")];

        assertThat(last + rows.anchor(origin)).isCloseTo((int) ((origin + 37) % 10), within(1e-9));
    }

    @Test
    void repeatsTheShorterSeasonWhereTheLongerReachesBeyondTheRing() {
        FeatureRows rows = FeatureRows.copied(TestingRing.of(500, TestingRing::wave), SEASONS);

        double[] row = row(rows, rows.end() - 1, 3);

        assertThat(row[rows.names().indexOf("profile of 700.0")])
                .isEqualTo(row[rows.names().indexOf("profile of 100.0")]);
    }

    @Test
    void scalesWithTheSeriesExceptForWavesAndLead() {
        FeatureRows rows = FeatureRows.copied(TestingRing.of(1_500, TestingRing::wave), SEASONS);
        FeatureRows larger = FeatureRows.copied(TestingRing.of(1_500, b -> 1e6 * TestingRing.wave(b)), SEASONS);

        double[] row = row(rows, rows.end() - 1, 3);
        double[] scaled = row(larger, rows.end() - 1, 3);

        for (int j = 0; j < row.length; j++) {
            assertThat(scaled[j]).as(rows.names().get(j)).isCloseTo((rows.hasUnit(j) ? 1e6 : 1) * row[j], within(1e-4));
        }
    }

    @Test
    void holdsTheLastValueInAShortGapAndRepeatsTheSeasonInALongOne() {
        BucketRing ring = TestingRing.of(1_500, bucket -> bucket % 10);
        long gap = ring.end();
        TestingRing.extend(ring, 100, bucket -> Double.NaN);
        FeatureRows rows = FeatureRows.copied(ring, SEASONS);

        assertThat(rows.value(gap + 5)).isEqualTo((int) ((gap - 1) % 10));
        assertThat(rows.value(gap + 50)).isEqualTo((int) ((gap + 50) % 10));
        assertThat(rows.isKnown(gap + 5)).isFalse();
    }

    @Test
    void hasNoRowWhereNothingWasObserved() {
        FeatureRows rows = FeatureRows.following(TestingRing.of(5, bucket -> Double.NaN), SEASONS);

        assertThat(rows.first()).isEqualTo(rows.end());
        assertThatThrownBy(() -> rows.fill(TestingRing.START, 1, new double[rows.size()]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("origin");
    }

    @Test
    void fillsARowFromASingleBucket() {
        FeatureRows rows = FeatureRows.following(TestingRing.of(1, bucket -> 8), SEASONS);

        assertThat(rows.anchor(TestingRing.START)).isEqualTo(8);
        assertThat(row(rows, TestingRing.START, 5)).doesNotContain(Double.NaN);
    }

    private static double gappy(long bucket) {
        boolean lost = bucket % 97 < 3 || bucket % 1_000 > 850;
        return lost ? Double.NaN : TestingRing.wave(bucket);
    }

    private static double[] row(FeatureRows rows, long origin, int lead) {
        double[] row = new double[rows.size()];
        rows.fill(origin, lead, row);
        return row;
    }
}
