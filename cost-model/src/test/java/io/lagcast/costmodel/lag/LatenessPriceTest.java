package io.lagcast.costmodel.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Records;
import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessPriceTest {

    @Test
    void pricesALateRecordAtAMultipleOfItsProcessing() {
        LatenessPrice price = LatenessPrice.of(Objective.DEFAULT, 20, new RecordsPerSecond(1000));

        assertThat(price.of(new Records(500)).value()).isEqualTo(10);
        assertThat(price.plannedLagTime()).isEqualTo(Duration.ofSeconds(27));
    }

    @Test
    void measuresABacklogInTheTimeItTookToArrive() {
        assertThat(LatenessPrice.lagTime(new Records(5000), new RecordsPerSecond(1000)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(LatenessPrice.lagTime(Records.NONE, RecordsPerSecond.NONE)).isZero();
    }

    @Test
    void countsTheShareOfASpanInWhichTheOldestRecordIsLate() {
        assertThat(LatenessPrice.lateShare(-1, -1)).isZero();
        assertThat(LatenessPrice.lateShare(-1, 1)).isEqualTo(0.5);
        assertThat(LatenessPrice.lateShare(1, -3)).isEqualTo(0.25);
        assertThat(LatenessPrice.lateShare(2, 1)).isEqualTo(1);
    }

    @Test
    void refusesToPriceWhatIsUnknown() {
        assertThatThrownBy(() -> LatenessPrice.of(Objective.DEFAULT, 20, RecordsPerSecond.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown");
    }
}
