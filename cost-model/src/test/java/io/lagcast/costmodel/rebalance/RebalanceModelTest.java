package io.lagcast.costmodel.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.Replicas;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RebalanceModelTest {

    @Test
    void stopsEverythingWhenEager() {
        RebalanceModel model = RebalanceModel.of(RebalanceProtocol.EAGER, Duration.ofSeconds(10));

        assertThat(model.stoppedShare(new Replicas(20), new Replicas(19))).isEqualTo(1);
        assertThat(model.price(new Replicas(20), new Replicas(20)).value()).isZero();
        assertThat(model.price(new Replicas(20), new Replicas(10)).value()).isEqualTo(15 * 15);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EAGER")
    void stopsOnlyWhatMovesOtherwise(RebalanceProtocol protocol) {
        RebalanceModel model = RebalanceModel.of(protocol, Duration.ofSeconds(2));

        assertThat(model.stoppedShare(new Replicas(20), new Replicas(40))).isEqualTo(0.5);
        assertThat(model.stoppedShare(new Replicas(20), new Replicas(19))).isCloseTo(0.05, within(1e-9));
        assertThat(model.stoppedShare(new Replicas(0), new Replicas(0))).isZero();
    }

    @Test
    void learnsAPauseFromFewEvents() {
        LearnedDuration pause = new LearnedDuration();
        for (int i = 0; i < 5; i++) {
            pause.observe(Duration.ofSeconds(20));
        }

        assertThat(pause.value(Duration.ofSeconds(10)).toMillis() / 1000.0).isCloseTo(18, within(0.5));
        assertThat(pause.observations()).isEqualTo(5);
    }

    @Test
    void keepsTheNewestEventsThroughARestart() {
        LearnedDuration pause = new LearnedDuration();
        for (int i = 1; i <= 20; i++) {
            pause.observe(Duration.ofSeconds(i));
        }

        LearnedDuration restored = new LearnedDuration();
        restored.restore(pause.snapshot());

        assertThat(restored.snapshot())
                .isEqualTo(pause.snapshot())
                .hasSize(16)
                .startsWith(5.0)
                .endsWith(20.0);
        assertThat(new LearnedDuration().snapshot()).isEqualTo(List.of());
    }
}
