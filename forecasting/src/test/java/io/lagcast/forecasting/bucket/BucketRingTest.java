package io.lagcast.forecasting.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BucketRingTest {

    @Test
    void keepsTheNewestBucketsOnly() {
        BucketRing ring = new BucketRing(100);

        for (int bucket = 1000; bucket < 1250; bucket++) {
            ring.append(bucket, bucket);
        }

        assertThat(ring.first()).isEqualTo(1150);
        assertThat(ring.end()).isEqualTo(1250);
        assertThat(ring.value(1150)).isEqualTo(1150);
        assertThat(ring.value(1249)).isEqualTo(1249);
        assertThat(ring.isKnown(1149)).isFalse();
    }

    @Test
    void countsWhatIsKnownAmongWhatIsKept() {
        BucketRing ring = new BucketRing(4);
        for (int bucket = 0; bucket < 8; bucket++) {
            if (bucket % 2 == 0) {
                ring.append(bucket, 1);
            } else {
                ring.appendMissing(bucket);
            }
        }

        assertThat(ring.size()).isEqualTo(4);
        assertThat(ring.known()).isEqualTo(2);
        assertThatThrownBy(() -> ring.value(7)).hasMessageContaining("Bucket 7");
    }

    @Test
    void insistsOnOrder() {
        BucketRing ring = new BucketRing(4);
        ring.append(5, 1);

        assertThatThrownBy(() -> ring.append(7, 1)).hasMessageContaining("Expected bucket 6 but got 7");
        assertThatThrownBy(() -> ring.append(6, Double.NaN)).hasMessageContaining("NaN");
    }
}
