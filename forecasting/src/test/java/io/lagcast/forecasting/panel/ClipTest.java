package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.expert.TestingState;
import io.lagcast.forecasting.interval.SpreadScale;
import org.junit.jupiter.api.Test;

class ClipTest {

    private static Clip seen(int values, double each) {
        Clip clip = new Clip(SpreadScale.COUNTS);
        for (int i = 0; i < values; i++) {
            clip.believe(each);
        }
        return clip;
    }

    @Test
    void believesEverythingWhileLittleWasSeen() {
        assertThat(seen(29, 10).believe(1e9)).isEqualTo(1e9);
    }

    @Test
    void doubtsASingleAbsurdValue() {
        Clip clip = seen(100, 10);

        assertThat(clip.believe(1e9)).isEqualTo(30);
        assertThat(clip.believe(10)).isEqualTo(10);
    }

    @Test
    void believesACrowd() {
        Clip clip = seen(100, 10);

        assertThat(clip.believe(100)).isEqualTo(30);
        assertThat(clip.believe(400)).isEqualTo(400);
        assertThat(clip.believe(1200)).isEqualTo(1200);
    }

    @Test
    void believesABurstThatComesASecondTimeHoweverMuchLater() {
        Clip clip = seen(100, 10);

        assertThat(clip.believe(440)).isEqualTo(30);
        for (int i = 0; i < 50; i++) {
            clip.believe(10);
        }

        assertThat(clip.believe(450)).isEqualTo(450);
        clip.believe(10);
        assertThat(clip.believe(445)).isEqualTo(445);
    }

    @Test
    void doubtsAnEvenMoreAbsurdValueAgain() {
        Clip clip = seen(100, 10);

        clip.believe(440);
        clip.believe(10);

        assertThat(clip.believe(1e9)).isEqualTo(30);
    }

    @Test
    void letsNoDoubtedValueRaiseWhatIsPossible() {
        Clip clip = seen(100, 10);
        clip.believe(1e9);

        assertThat(clip.apply(1e6)).isEqualTo(30);
        assertThat(clip.apply(-1)).isZero();
    }

    @Test
    void isCarried() {
        Clip clip = seen(100, 10);
        clip.believe(440);
        clip.believe(10);
        TestingState state = new TestingState();
        clip.carry(state);
        state.turnRound();

        Clip restored = new Clip(SpreadScale.COUNTS);
        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        assertThat(restored.believe(450)).isEqualTo(clip.believe(450)).isEqualTo(450);
    }
}
