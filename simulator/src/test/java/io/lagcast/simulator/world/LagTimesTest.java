package io.lagcast.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagTimesTest {

    private final LagTimes lagTimes = new LagTimes();

    @Test
    void saysThatNothingWasLateWhenNothingWasProcessed() {
        assertThat(lagTimes.shareWithin(0)).isEqualTo(1);
        assertThat(lagTimes.meanSeconds()).isZero();
        assertThat(lagTimes.quantileSeconds(0.99)).isZero();
        assertThat(lagTimes.maxSeconds()).isZero();
    }

    @Test
    void weighsAgesByRecords() {
        lagTimes.add(0, 980);
        lagTimes.add(10, 10);
        lagTimes.add(500, 10);

        assertThat(lagTimes.meanSeconds()).isEqualTo(5.1);
        assertThat(lagTimes.quantileSeconds(0.98)).isZero();
        assertThat(lagTimes.quantileSeconds(0.99)).isEqualTo(10);
        assertThat(lagTimes.quantileSeconds(0.991)).isEqualTo(500);
        assertThat(lagTimes.maxSeconds()).isEqualTo(500);
        assertThat(lagTimes.shareWithin(10)).isEqualTo(0.99);
    }
}
