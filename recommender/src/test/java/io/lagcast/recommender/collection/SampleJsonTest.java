package io.lagcast.recommender.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleJsonTest {

    private static final String LINE = "{\"workload\":\"w\",\"time\":\"2026-01-01T00:00:15Z\","
            + "\"replicas\":{\"desired\":5,\"ready\":4},\"groupState\":\"STABLE\","
            + "\"partitions\":[{\"topic\":\"t\",\"partition\":0,\"endOffset\":1200,\"committedOffset\":1180}]}";

    @Test
    void readsTheLineOfTheContract() {
        NamedSample named = SampleJson.readLine(LINE);

        assertThat(named.workload()).isEqualTo("w");
        assertThat(named.sample())
                .isEqualTo(new LagSample(
                        Instant.parse("2026-01-01T00:00:15Z"),
                        Optional.of(new ReplicaCounts(5, OptionalInt.of(4))),
                        GroupState.STABLE,
                        Optional.empty(),
                        List.of(new PartitionOffsets(
                                new PartitionId("t", 0), OptionalLong.empty(), OptionalLong.of(1180), 1200)),
                        Set.of()));
    }

    @Test
    void takesANullCommitAsNeverCommittedAndDoesWithoutReady() {
        String line = LINE.replace("1180", "null,\"beginningOffset\":7").replace(",\"ready\":4", "");

        LagSample sample = SampleJson.readLine(line).sample();

        assertThat(sample.replicas()).contains(new ReplicaCounts(5, OptionalInt.empty()));
        assertThat(sample.partitions().getFirst().committed()).isEmpty();
        assertThat(sample.partitions().getFirst().beginning()).hasValue(7);
    }

    @Test
    void readsWhatItWrites() {
        LagSample sample = new LagSample(
                Instant.parse("2026-01-01T00:00:15.250Z"),
                Optional.empty(),
                GroupState.RECONCILING,
                Optional.of(RebalanceProtocol.SERVER_ASSIGNED),
                List.of(new PartitionOffsets(
                        new PartitionId("t", 3), OptionalLong.of(1), OptionalLong.empty(), Long.MAX_VALUE)),
                Set.of(new PartitionId("t", 4), new PartitionId("u", 0)));

        String written = SampleJson.write(new NamedSample("w", sample)).toString();

        assertThat(SampleJson.readLine(written)).isEqualTo(new NamedSample("w", sample));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "STABLE"              | "Stable"             | UNKNOWN_GROUP_STATE | groupState                    | groupState must be one of [STABLE,
                    "groupState":"STABLE",|                      | MISSING_FIELD       | groupState                    | groupState is missing
                    "workload":"w",       |                      | MISSING_FIELD       | workload                      | workload is missing
                    "w"                   | " "                  | EMPTY_NAME          | workload                      | workload must not be empty but was " "
                    :1200                 | :-1200               | NEGATIVE_NUMBER     | partitions[0].endOffset       | partitions[0].endOffset must not be negative but was -1200
                    :1180                 | :-1                  | NEGATIVE_NUMBER     | partitions[0].committedOffset | must not be negative but was -1
                    :1180                 | :11.5                | WRONG_TYPE          | partitions[0].committedOffset | must be a whole number
                    :1200                 | :"1200"              | WRONG_TYPE          | partitions[0].endOffset       | but was "1200"
                    :1200                 | :99999999999999999999| WRONG_TYPE          | partitions[0].endOffset       | but was 99999999999999999999
                    ,"committedOffset":1180|                     | MISSING_FIELD       | partitions[0].committedOffset | partitions[0].committedOffset is missing
                    :1200                 | :null                | MISSING_FIELD       | partitions[0].endOffset       | partitions[0].endOffset must not be null
                    2026-01-01T00:00:15Z  | 2026-01-01 00:00:15  | INVALID_TIME        | time                          | but was "2026-01-01 00:00:15"
                    2026-01-01T00:00:15Z  | 2026-13-01T00:00:15Z | INVALID_TIME        | time                          | RFC 3339
                    "2026-01-01T00:00:15Z"| 1767225615           | INVALID_TIME        | time                          | but was 1767225615
                    :5                    | :-5                  | NEGATIVE_NUMBER     | replicas.desired              | replicas.desired must not be negative but was -5
                    {"desired":5,"ready":4}| 5                   | WRONG_TYPE          | replicas                      | replicas must be a JSON object but was 5
                    1180}                 | 1180},{"topic":"t","partition":0,"endOffset":1,"committedOffset":1} | DUPLICATE_PARTITION | partitions[1] | names a partition twice
                    [{                    | {"a":[{              | NOT_JSON            | ''                            | Not a JSON object
                    """)
    void namesWhatIsWrong(String good, String bad, String code, String field, String message) {
        String line = LINE.replace(good, bad == null ? "" : bad);

        InvalidSampleException problem =
                catchThrowableOfType(InvalidSampleException.class, () -> SampleJson.readLine(line));

        assertThat(problem.code().name()).isEqualTo(code);
        assertThat(problem.field().orElse("")).isEqualTo(field);
        assertThat(problem).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "null", "{\"a\":1,\"a\":2}", "{} {}", "hello", "3"})
    void refusesWhatIsNotOneObject(String line) {
        InvalidSampleException problem =
                catchThrowableOfType(InvalidSampleException.class, () -> SampleJson.readLine(line));

        assertThat(problem.code().name()).isIn("NOT_JSON", "WRONG_TYPE");
    }

    @Test
    void refusesASampleThatWouldShutOutThoseOfThePresent() {
        Instant now = Instant.parse("2026-01-01T00:00:15Z");
        LagSample ahead = LagSample.unreadable(now.plusSeconds(301));

        InvalidSampleException problem =
                catchThrowableOfType(InvalidSampleException.class, () -> SampleJson.requireNotAhead(ahead, now));

        assertThat(problem.code().name()).isEqualTo("INVALID_TIME");
        assertThat(problem).hasMessageContaining("2026-01-01T00:05:16Z");
        assertThatCode(() -> SampleJson.requireNotAhead(LagSample.unreadable(now.plusSeconds(299)), now))
                .doesNotThrowAnyException();
    }
}
