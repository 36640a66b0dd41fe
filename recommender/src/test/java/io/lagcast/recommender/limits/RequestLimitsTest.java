package io.lagcast.recommender.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitsTest {

    private static final Requester ROBOT = new Requester("robot");

    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void grantsABurstAndThenTheSteadyRate() {
        RequestLimits limits = limits(10, 20, 100);

        assertThat(granted(limits, ROBOT, 100)).isEqualTo(20);
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(granted(limits, ROBOT, 100)).isEqualTo(10);
    }

    @Test
    void tellsHowLongToWait() {
        RequestLimits limits = limits(10, 20, 100);
        granted(limits, ROBOT, 20);

        Allowance refused = limits.take(ROBOT);

        assertThat(refused)
                .isEqualTo(new Allowance(
                        false, 20, Duration.ofSeconds(2), 0, Duration.ofMillis(100), Duration.ofSeconds(2)));
        nanoTime.addAndGet(refused.untilNext().toNanos());
        assertThat(limits.take(ROBOT).granted()).isTrue();
    }

    @Test
    void countsEveryRequesterAlone() {
        RequestLimits limits = limits(10, 20, 100);
        granted(limits, ROBOT, 100);

        assertThat(granted(limits, new Requester("other"), 100)).isEqualTo(20);
    }

    @Test
    void forgetsTheRequesterNotHeardOfForLongest() {
        RequestLimits limits = limits(10, 20, 2);
        granted(limits, ROBOT, 100);

        limits.take(new Requester("second"));
        assertThat(limits.take(ROBOT).granted()).isFalse();
        limits.take(new Requester("third"));
        assertThat(limits.take(ROBOT).granted()).isFalse();

        limits.take(new Requester("fourth"));
        limits.take(new Requester("fifth"));
        assertThat(limits.take(ROBOT).granted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true"
    })
    void takesAddressesOfOneIpv6NetworkForOne(String one, String other, boolean same) {
        assertThat(Requester.of(new InetSocketAddress(one, 1)).equals(Requester.of(new InetSocketAddress(other, 2))))
                .isEqualTo(same);
    }

    @Test
    void roundsWaitsUpToWholeSeconds() {
        assertThat(Allowance.wholeSeconds(Duration.ZERO)).isZero();
        assertThat(Allowance.wholeSeconds(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Allowance.wholeSeconds(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(Allowance.wholeSeconds(Duration.ofMillis(2001))).isEqualTo(3);
    }

    private RequestLimits limits(int perSecond, int burst, int maxRequesters) {
        return new RequestLimits(new LimitSettings(perSecond, burst, maxRequesters), nanoTime::get);
    }

    private static int granted(RequestLimits limits, Requester requester, int asked) {
        int granted = 0;
        for (int request = 0; request < asked; request++) {
            granted += limits.take(requester).granted() ? 1 : 0;
        }
        return granted;
    }
}
