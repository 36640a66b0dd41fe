package io.lagcast.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.simulator.trace.Trace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private final Trace trace = new Trace(Duration.ofMinutes(1), new double[] {1, 2, 3, 4});

    @Test
    void scalesTheBusiestStepToThePeakAndKeepsTheShape() {
        Playback playback = new Playback(trace, 2, 60, 400);

        assertThat(playback.history(1)).containsExactly(100, 200);
        assertThat(playback.rate(Duration.ofMillis(500))).isCloseTo(300, within(1e-9));
        assertThat(playback.rate(Duration.ofMillis(1_500))).isCloseTo(400, within(1e-9));
    }

    @Test
    void averagesAPastThatWasFasterThanCanBeStored() {
        Playback playback = new Playback(trace, 3, 60, 400);

        assertThat(playback.history(2)).containsExactly(250);
    }

    @Test
    void goesOnALineBetweenSteps() {
        Playback playback = new Playback(trace, 2, 60, 400);

        assertThat(playback.rate(Duration.ZERO)).isCloseTo(250, within(1e-9));
        assertThat(playback.rate(Duration.ofSeconds(1))).isCloseTo(350, within(1e-9));
    }

    @Test
    void beginsAgainWhenTheTraceIsOver() {
        Playback playback = new Playback(trace, 2, 60, 400);

        assertThat(playback.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(playback.rate(Duration.ofMillis(2_500))).isCloseTo(300, within(1e-9));
    }

    @Test
    void isFasterThanTheTrace() {
        assertThat(new Playback(trace, 1, 12, 1).step()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void needsAPast() {
        assertThatThrownBy(() -> new Playback(trace, 0, 1, 1)).hasMessageContaining("but was 0");
        assertThatThrownBy(() -> new Playback(trace, 4, 1, 1)).hasMessageContaining("but was 4");
    }

    @Test
    void staysSilentWhereTheTraceDoes() {
        Playback playback = new Playback(new Trace(Duration.ofSeconds(1), new double[] {0, 0, 0}), 1, 1, 100);

        assertThat(playback.rate(Duration.ofSeconds(1))).isZero();
    }
}
