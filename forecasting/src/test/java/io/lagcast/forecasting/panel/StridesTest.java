package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StridesTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void areOfTheGivenLengthOrOneMore(int stride) {
        long last = -1;
        for (long bucket = 0; bucket < 1000; bucket++) {
            if (Strides.meet(bucket, stride)) {
                assertThat(last < 0 ? stride : bucket - last).isBetween((long) stride, stride + 1L);
                last = bucket;
            }
        }

        assertThat(last).isGreaterThan(1000 - stride - 2L);
    }

    @Test
    void ofOneMeetEveryBucket() {
        for (long bucket = 0; bucket < 100; bucket++) {
            assertThat(Strides.meet(bucket, 1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 60})
    void ofMultiplesAreAmongTheCommonOnes(int stride) {
        int met = 0;
        for (long bucket = 0; bucket < 6000; bucket++) {
            if (Strides.meet(bucket, stride)) {
                assertThat(Strides.meet(bucket, Strides.COMMON)).isTrue();
                met++;
            }
        }

        assertThat(met).isBetween(6000 / (stride + stride / 4), 6000 / stride + 1);
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "4, 10", "4, 20", "4, 60", "4, 288", "4, 1440", "8, 24", "12, 288", "1, 5"})
    void seeEveryPhaseOfACycle(int stride, int period) {
        boolean[] seen = new boolean[period];
        for (long bucket = 0; bucket < 100L * period; bucket++) {
            if (Strides.meet(bucket, stride)) {
                seen[(int) (bucket % period)] = true;
            }
        }

        assertThat(seen).containsOnly(true);
    }
}
