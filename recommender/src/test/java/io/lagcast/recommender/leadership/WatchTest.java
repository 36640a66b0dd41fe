package io.lagcast.recommender.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Watch watch = new Watch(Duration.ofSeconds(8), Duration.ofSeconds(2));

    @Test
    void seesALeaseRunOutThatIsNotRenewed() {
        for (int second = 0; second < 8; second += 2) {
            assertThat(runsOut(3, second)).isFalse();
        }

        assertThat(runsOut(3, 8)).isTrue();
    }

    @Test
    void beginsAnewWithEveryRenewal() {
        for (int second = 0; second < 20; second += 2) {
            assertThat(runsOut(second / 6, second)).isFalse();
        }
    }

    @Test
    void doesNotCountTheTimeOfAnOutage() {
        runsOut(3, 0);
        runsOut(3, 2);
        watch.reset();

        assertThat(runsOut(3, 120)).isFalse();
        assertThat(runsOut(3, 122)).isFalse();
    }

    @Test
    void doesNotCountTheTimeInWhichItWasSuspendedItself() {
        runsOut(3, 0);

        assertThat(runsOut(3, 60)).isFalse();
    }

    private boolean runsOut(long renewals, int second) {
        LeaseRow.State seen = new LeaseRow.State(1, renewals, Optional.empty(), false, Optional.empty());
        return watch.hasRunOut(seen, Duration.ofSeconds(second).toNanos());
    }
}
