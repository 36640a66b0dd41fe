package io.lagcast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void comparesReplicaSecondsWithAReplicaForEachPartition() {
        assertThat(print(summary(1_000, 1_000)))
                .contains("replica-seconds", "200 (50.0 % of 400 with a replica per partition)")
                .contains("mean replicas", "2.0 of 4")
                .contains("0.12 s / 3.40 s / 9.00 s")
                .contains("within 10.00 s", "99.500 %");
    }

    @Test
    void isCompleteWhenEverythingCameOut() {
        assertThat(summary(1_000, 1_000).isComplete()).isTrue();
    }

    @Test
    void saysHowManyRecordsDidNotComeOut() {
        Summary summary = summary(1_000, 990);

        assertThat(summary.isComplete()).isFalse();
        assertThat(summary.shortfall()).startsWith("10 of 1000 records were not consumed");
    }

    private static String print(Summary summary) {
        StringWriter text = new StringWriter();
        summary.print(new PrintWriter(text));
        return text.toString();
    }

    private static Summary summary(long produced, long consumed) {
        return new Summary(
                "lagcast",
                Duration.ofSeconds(100),
                produced,
                consumed,
                3,
                0,
                Duration.ofMillis(120),
                Duration.ofMillis(3_400),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                0.995,
                200,
                4,
                5,
                6,
                11,
                "seasonal");
    }
}
