package io.lagcast.forecasting.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OwnModelRowTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int[] LEADS = {5, 15};
    private static final int DAY = 1440;
    private static final int WEEK = 7 * DAY;

    /** A Tuesday. */
    private static final long FIRST = Instant.parse("2026-01-06T00:00:00Z").getEpochSecond() / 60;

    private final BucketRing ring = new BucketRing(WEEK + 2 * DAY);

    @Test
    void holdsTheNewestBucketsTheirMomentsTheSeasonsTheCalendarAndTheLevel() {
        append(0, WEEK + DAY + 360);

        float[] row = row();

        double level = mean(60);
        assertThat(row).hasSize(74);
        assertThat(row[0]).isEqualTo((float) (value(ring.end() - 1) / level));
        assertThat(row[59]).isEqualTo((float) (value(ring.end() - 60) / level));
        assertThat(row[60]).isEqualTo((float) (mean(15) / level), within(1e-6f));
        assertThat(row[61]).isEqualTo((float) (Math.sqrt((15 * 15 - 1) / 12.0) / level), within(1e-6f));
        assertThat(row[63]).isEqualTo((float) (value(ring.end() - 1) / level));
        assertThat(row[64]).isEqualTo((float) (value(ring.end() - 60) / level));
        assertThat(row[65]).isEqualTo((float) (value(ring.end() - 1 + 5 - DAY) / level));
        assertThat(row[66]).isEqualTo((float) (value(ring.end() - 1 + 5 - WEEK) / level));
        assertThat(row[67]).isEqualTo((float) (value(ring.end() - 1 + 15 - DAY) / level));
        assertThat(row[69]).as("six o'clock is a quarter of the day").isEqualTo(1, within(1e-6f));
        assertThat(row[70]).isEqualTo(0, within(1e-6f));
        assertThat(Math.atan2(row[71], row[72])).as("Wednesday at six").isEqualTo(2 * Math.PI * 2.25 / 7, within(1e-6));
        assertThat(row[73]).isEqualTo((float) level);
    }

    @Test
    void fillsGapsFromBeforeAndSeasonsFromOneAnother() {
        append(0, 2 * DAY);
        ring.appendMissing(FIRST + 2 * DAY);

        float[] row = row();

        assertThat(row[0]).isEqualTo(row[1]);
        assertThat(row[66]).as("no week ago yet: the day ago").isEqualTo(row[65]);
    }

    @Test
    void takesTheLevelForSeasonsThatAreNotKnown() {
        append(0, 100);

        float[] row = row();

        assertThat(row[65]).isEqualTo(1);
        assertThat(row[66]).isEqualTo(1);
    }

    @Test
    void isOfUnitLevelWhereNothingArrives() {
        for (int i = 0; i < 60; i++) {
            ring.append(FIRST + i, 0);
        }

        float[] row = row();

        assertThat(row[0]).isZero();
        assertThat(row[73]).isEqualTo(1);
    }

    @Test
    void doesNotExistWhileTooLittleIsKnown() {
        append(0, 29);
        assertThat(new OwnModelRow(ring, MINUTE, LEADS).exists()).isFalse();

        append(29, 30);
        assertThat(new OwnModelRow(ring, MINUTE, LEADS).exists()).isTrue();
        assertThat(row()[59]).as("the oldest known one").isEqualTo(1000 / row()[73]);
    }

    /** The script that users train with makes the same rows; the file says how it was made. */
    @Test
    void isTheRowThatTheTrainingScriptMakes() throws IOException {
        BucketRing golden = new BucketRing(15 * DAY);
        for (int i = 0; i < 8 * DAY + 321; i++) {
            double value = 100 + 50 * Math.sin(2 * Math.PI * i / 1440) + i * 7919L % 101;
            if (i % 37 == 5) {
                golden.appendMissing(29_400_000 + i);
            } else {
                golden.append(29_400_000 + i, value);
            }
        }

        float[] row = new OwnModelRow(golden, MINUTE, new int[] {5, 15, 60}).fill();

        double[] script = script();
        assertThat(row).hasSize(script.length);
        for (int i = 0; i < row.length; i++) {
            assertThat((double) row[i]).as("number " + i).isCloseTo(script[i], within(1e-5 * Math.max(1, script[i])));
        }
    }

    private static double[] script() throws IOException {
        try (InputStream file = OwnModelRowTest.class.getResourceAsStream("/own-model-row.csv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private float[] row() {
        return new OwnModelRow(ring, MINUTE, LEADS).fill();
    }

    private void append(int from, int to) {
        for (int i = from; i < to; i++) {
            ring.append(FIRST + i, value(FIRST + i));
        }
    }

    /** A line, so that every bucket has a value of its own. */
    private static double value(long bucket) {
        return 1000 + (bucket - FIRST);
    }

    private double mean(int newest) {
        return value(ring.end() - 1) - (newest - 1) / 2.0;
    }
}
