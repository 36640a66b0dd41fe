package io.lagcast.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void keepsItsTimesWhenAPartIsTaken() {
        Trace trace = new Trace(START, Duration.ofMinutes(5), new double[] {1, 2, 3, 4, 5}, 0);

        Trace part = trace.part(2, 4);

        assertThat(part.start()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        assertThat(part.values()).containsExactly(3, 4);
        assertThat(part.duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void bringsThe99Point9thPercentileToThePeak() {
        double[] values = IntStream.rangeClosed(1, 2000).mapToDouble(i -> i).toArray();

        Trace scaled = new Trace(Duration.ofMinutes(1), values).scaledTo(36_000);

        assertThat(scaled.quantile(0.999)).isCloseTo(36_000, within(1e-6));
        assertThat(scaled.values()[1999]).isGreaterThan(36_000);
    }

    @Test
    void staysSilentWhenScaled() {
        assertThat(new Trace(Duration.ofMinutes(1), new double[2]).scaledTo(100).values())
                .containsOnly(0);
    }
}
