package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScalingEffectTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ScalingEffect effect = new ScalingEffect();

    @Test
    void findsTheLimitBehindReplicasThatAddNothing() {
        observe(0, 10, 5000);
        observe(1, 20, 5100);
        assertThat(effect.bound(at(1))).as("after one window").isEmpty();
        observe(2, 20, 5200);

        assertThat(effect.bound(at(2))).hasValueSatisfying(bound -> {
            assertThat(bound.fewer()).isEqualTo(10);
            assertThat(bound.more()).isEqualTo(20);
            assertThat(bound.beforePerSecond()).isEqualTo(5000);
        });
    }

    @Test
    void findsNothingWhereReplicasAreTheLimit() {
        observe(0, 10, 5000);
        observe(1, 20, 9000);
        observe(2, 20, 9000);

        assertThat(effect.bound(at(2))).isEmpty();
    }

    @Test
    void forgetsALimitThatIsGoneOrOld() {
        observe(0, 10, 5000);
        observe(1, 20, 5000);
        observe(2, 20, 5000);

        assertThat(effect.bound(at(33))).as("half an hour later").isEmpty();
        observe(3, 20, 9500);
        assertThat(effect.bound(at(3))).as("once the group is faster").isEmpty();
    }

    @Test
    void doesNotCompareWithWindowsOfAnotherHour() {
        observe(0, 10, 5000);
        observe(90, 20, 5000);
        observe(91, 20, 5000);

        assertThat(effect.bound(at(91))).isEmpty();
    }

    private void observe(int minute, int replicas, double consumedPerSecond) {
        effect.observe(at(minute), replicas, consumedPerSecond);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
