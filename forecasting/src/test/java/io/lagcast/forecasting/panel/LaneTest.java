package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.expert.TestingState;
import io.lagcast.forecasting.interval.SpreadScale;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final int LEAD = 30;
    private static final int STRIDE = 4;

    private final Clip clip = new Clip(SpreadScale.COUNTS);
    private final Outlook outlook = new Outlook(
            List.of(
                    new TestingExpert("bucket", bucket -> bucket),
                    new TestingExpert("asleep", bucket -> Double.NaN),
                    new TestingQuantileExpert("band", bucket -> bucket, -1, 0, 1, 2, 3)),
            clip);
    private final Lane lane = new Lane(LEAD, STRIDE, false, outlook);
    private final double[] together = new double[Levels.COUNT];
    private final double[] issued = new double[Levels.COUNT];

    LaneTest() {
        clip.believe(1e6);
    }

    private void keep(Lane into, long origin) {
        outlook.ask((int) origin + LEAD);
        Arrays.fill(together, origin + 0.5);
        Arrays.fill(issued, (double) origin);
        into.keep(origin, outlook, together, issued);
    }

    @Test
    void givesBackWhatWasSaidOnceItsTimeHasCome() {
        keep(lane, 100);
        assertThat(lane.isDue(129)).isFalse();
        assertThat(lane.isDue(130)).isTrue();
        outlook.ask(999);

        long target = lane.take(outlook, together, issued);

        assertThat(target).isEqualTo(130);
        assertThat(issued).containsOnly(100);
        assertThat(together).containsOnly(100.5);
        assertThat(outlook.speaks).containsExactly(true, false, true);
        assertThat(outlook.expected[0]).isEqualTo(130);
        assertThat(outlook.quantiles[2]).containsExactly(129, 130, 131, 132, 133);
        assertThat(lane.isDue(1000)).isFalse();
    }

    @Test
    void keepsOneForecastAStrideOrOneLaterAndHasRoomForAllThatAreUnderWay() {
        int kept = 0;
        int taken = 0;
        for (long bucket = 0; bucket < 1000; bucket++) {
            while (lane.isDue(bucket)) {
                assertThat(lane.take(outlook, together, issued)).isEqualTo(bucket);
                assertThat(issued[0]).isEqualTo((double) (bucket - LEAD));
                taken++;
            }
            if (lane.wants(bucket)) {
                keep(lane, bucket);
                kept++;
            }
        }

        assertThat(kept).isBetween(1000 / 5, 1000 / 4);
        assertThat(kept - taken).isBetween(LEAD / 5, LEAD / 4 + 1);
    }

    @Test
    void keepsEveryForecastOfASingleLeadWhileItIsYoung() {
        Lane young = new Lane(LEAD, STRIDE, true, outlook);

        for (long bucket = 0; bucket < 80; bucket++) {
            while (young.isDue(bucket)) {
                young.take(outlook, together, issued);
            }
            assertThat(young.wants(bucket)).isTrue();
            keep(young, bucket);
        }

        assertThat(young.wants(80)).isEqualTo(Strides.meet(80, STRIDE));
        assertThat(young.wants(81)).isEqualTo(Strides.meet(81, STRIDE));
        assertThat(young.wants(82)).isEqualTo(Strides.meet(82, STRIDE));
    }

    @Test
    void isCarried() {
        keep(lane, 100);
        keep(lane, 104);
        TestingState state = new TestingState();
        lane.carry(state);
        state.turnRound();
        Lane restored = new Lane(LEAD, STRIDE, false, outlook);
        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        assertThat(restored.take(outlook, together, issued)).isEqualTo(130);
        assertThat(restored.take(outlook, together, issued)).isEqualTo(134);
        assertThat(issued).containsOnly(104);
    }
}
