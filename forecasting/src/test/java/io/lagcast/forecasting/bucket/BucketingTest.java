package io.lagcast.forecasting.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketingTest {

    private final List<String> closed = new ArrayList<>();
    private final Bucketing bucketing = new Bucketing(60);
    private final BucketListener listener = new BucketListener() {
        @Override
        public void known(long bucket, double mean) {
            closed.add(bucket + "=" + mean);
        }

        @Override
        public void missing(long bucket) {
            closed.add(bucket + " missing");
        }
    };

    @Test
    void weighsShortObservationsByTheirTime() {
        bucketing.observe(0, 15, 10, listener);
        bucketing.observe(15, 60, 30, listener);

        assertThat(closed).containsExactly("0=25.0");
    }

    @Test
    void givesALongObservationToEveryBucketItCovers() {
        bucketing.observe(30, 210, 8, listener);

        assertThat(closed).containsExactly("0=8.0", "1=8.0", "2=8.0");
        assertThat(bucketing.openMean()).hasValue(8);
    }

    @Test
    void splitsAnObservationAtTheBorderOfABucket() {
        bucketing.observe(0, 40, 30, listener);
        bucketing.observe(40, 80, 60, listener);
        bucketing.observe(80, 120, 0, listener);

        assertThat(closed).containsExactly("0=40.0", "1=20.0");
    }

    @Test
    void callsABucketThatWasHardlyObservedMissing() {
        bucketing.observe(0, 60, 5, listener);
        bucketing.observe(60, 74, 5, listener);
        bucketing.observe(180, 240, 5, listener);

        assertThat(closed).containsExactly("0=5.0", "1 missing", "2 missing", "3=5.0");
    }

    @Test
    void letsOneSampleStandForItsMinute() {
        bucketing.observe(45, 60, 5, listener);

        assertThat(closed).containsExactly("0=5.0");
    }

    @Test
    void countsBucketsBeforeTheEpochDownwards() {
        bucketing.observe(-60, 0, 5, listener);

        assertThat(closed).containsExactly("-1=5.0");
    }
}
