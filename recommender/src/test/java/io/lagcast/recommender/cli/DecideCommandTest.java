package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecideCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void answersEverySampleInOrder() {
        int exitCode = decide(samples(20));

        assertThat(exitCode).isZero();
        List<JsonNode> answers = answers();
        assertThat(answers).hasSize(20);
        for (int i = 0; i < 20; i++) {
            JsonNode answer = answers.get(i);
            assertThat(answer.path("workload").asString()).isEqualTo("w");
            assertThat(answer.path("time").asString()).isEqualTo(time(i).toString());
            assertThat(answer.path("desiredReplicas").isInt()).isTrue();
            assertThat(answer.path("action").asString()).isIn("SCALE_OUT", "SCALE_IN", "HOLD", "ABSTAIN");
            assertThat(answer.path("reason").path("text").asString()).isNotEmpty();
            assertThat(answer.has("id")).isFalse();
        }
    }

    @Test
    void givesTheSameAnswersToTheSameSamples() {
        decide(samples(50));
        String first = out.toString();
        out.getBuffer().setLength(0);

        decide(samples(50));

        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void scalesOutWhenTheBacklogGrows() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                workloads:
                  w:
                    maxReplicas: 8
                    priors: {throughputPerReplica: 50, startUp: 5s}
                """);

        decide(samples(40), "--policy", policy.toString());

        assertThat(answers().getLast().path("desiredReplicas").asInt()).isBetween(2, 8);
    }

    @Test
    void answersABadLineWithItsNumberAndGoesOn() {
        int exitCode = decide(sample(0) + "\n{\"workload\":1}\n\nnonsense\n" + sample(1) + "\n" + sample(1) + "\n");

        assertThat(exitCode).isEqualTo(ExitCode.DATA);
        List<JsonNode> answers = answers();
        assertThat(answers).hasSize(5);
        assertThat(answers.get(1).path("error").path("line").asInt()).isEqualTo(2);
        assertThat(answers.get(2).path("error").path("line").asInt()).isEqualTo(4);
        assertThat(answers.get(2).path("error").path("code").asString()).isEqualTo("NOT_JSON");
        assertThat(answers.get(3).path("desiredReplicas").isInt()).isTrue();
        assertThat(answers.get(4).path("error").path("code").asString()).isEqualTo("NOT_NEWER");
        assertThat(answers.get(4).path("error").path("detail").asString()).contains(time(1).toString());
    }

    @Test
    void saysThatAWorkloadHasNoPolicy() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "workloads: {other: {maxReplicas: 3}}\n");

        int exitCode = decide(samples(1), "--policy", policy.toString());

        assertThat(exitCode).isEqualTo(ExitCode.DATA);
        assertThat(answers().getFirst().path("error").path("code").asString()).isEqualTo("UNKNOWN_WORKLOAD");
    }

    @Test
    void namesWhatIsWrongInThePolicy() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "workloads: {w: {maxReplicas: many}}\n");

        int exitCode = decide(samples(1), "--policy", policy.toString());

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("workloads.w.maxReplicas", "many").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesThePolicyFileThatDoesNotExist() {
        assertThat(decide(samples(1), "--policy", "nowhere.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nowhere.yaml does not exist");
    }

    @Test
    void listsCandidatesAndCountsWhenAsked() {
        decide(samples(30), "--explain", "--summary");

        assertThat(answers().getLast().path("candidates").isArray()).isTrue();
        assertThat(err.toString()).contains("decisions  30", "errors     0", "median");
    }

    private int decide(String input, String... options) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Lagcast.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(Stream.concat(Stream.of("decide"), Arrays.stream(options))
                            .toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private List<JsonNode> answers() {
        return out.toString().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static String samples(int count) {
        return IntStream.range(0, count).mapToObj(i -> sample(i) + "\n").collect(Collectors.joining());
    }

    /** 100 records a second on two partitions; one replica that processes 50. */
    private static String sample(int index) {
        long end = 10_000 + 750L * index;
        long committed = 10_000 + 375L * index;
        return """
                {"workload":"w","time":"%s","replicas":{"desired":1,"ready":1},"groupState":"STABLE",\
                "partitions":[{"topic":"t","partition":0,"endOffset":%d,"committedOffset":%d},\
                {"topic":"t","partition":1,"endOffset":%d,"committedOffset":%d}]}""".formatted(time(index), end, committed, end, committed);
    }

    private static Instant time(int index) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(15L * index);
    }
}
