package io.lagcast.recommender.cli;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.ReplicaAdvisor;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.WorkloadKnowledge;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.collection.InvalidSampleException;
import io.lagcast.recommender.collection.NamedSample;
import io.lagcast.recommender.collection.SampleJson;
import io.lagcast.recommender.ledger.RecommendationJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers lines of samples with lines of recommendations, workload by workload, with nothing but what the samples said. The same
 * lines give the same answers. Mutable, for one thread.
 */
final class Decider {

    /** How much of the past the advisor may look at in detail; as much as the service keeps. */
    private static final Duration WINDOW = Duration.ofHours(2);

    /** ASCII only: the answers are the same whatever the locale of whoever reads them. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final ReplicaAdvisor advisor = new ReplicaAdvisor();
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Function<String, Optional<WorkloadPolicy>> policies;
    private final Function<String, ChannelPolicy> channels;
    private final boolean explain;
    private long lines;
    private long errors;
    private double[] decisionSeconds = new double[1024];
    private int decisions;

    /**
     * A decider that has seen nothing yet.
     *
     * @param policies the policy of a workload; empty = it is not to be decided
     * @param channels the channel of a workload
     * @param explain whether answers list every candidate with its price
     */
    Decider(
            Function<String, Optional<WorkloadPolicy>> policies,
            Function<String, ChannelPolicy> channels,
            boolean explain) {
        this.policies = policies;
        this.channels = channels;
        this.explain = explain;
    }

    /** One workload: what was seen, what was learned, and what its owner asks for. */
    private record Subject(
            WorkloadHistory history, WorkloadKnowledge knowledge, WorkloadPolicy policy, ChannelPolicy channel) {}

    /** The answer to a line; empty for an empty line. */
    Optional<String> answer(String line) {
        lines++;
        if (line.isBlank()) {
            return Optional.empty();
        }
        try {
            NamedSample sample = SampleJson.readLine(line);
            Optional<Subject> subject = subject(sample.workload());
            if (subject.isEmpty()) {
                return error(
                        "UNKNOWN_WORKLOAD",
                        "The policy file has no workload \"" + sample.workload() + "\" and no \"*\" for any");
            }
            return Optional.of(decide(sample, subject.get()));
        } catch (InvalidSampleException e) {
            return error(e.code().name(), String.valueOf(e.getMessage()));
        } catch (NotNewer e) {
            return error("NOT_NEWER", String.valueOf(e.getMessage()));
        }
    }

    /** Lines that were answered with an error. */
    long errors() {
        return errors;
    }

    void printSummary(PrintWriter err) {
        double[] seconds = Arrays.copyOf(decisionSeconds, decisions);
        Arrays.sort(seconds);
        err.printf("lines      %d%n", lines);
        err.printf("decisions  %d%n", decisions);
        err.printf("errors     %d%n", errors);
        err.printf("workloads  %d%n", subjects.size());
        if (decisions > 0) {
            err.printf(
                    Locale.ROOT,
                    "decision   %.3f ms median, %.3f ms p99, %.3f ms longest%n",
                    1e3 * seconds[decisions / 2],
                    1e3 * seconds[(int) (decisions * 0.99)],
                    1e3 * seconds[decisions - 1]);
        }
        err.flush();
    }

    private Optional<Subject> subject(String workload) {
        Subject known = subjects.get(workload);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Subject> made = policies.apply(workload)
                .map(policy -> new Subject(
                        new WorkloadHistory(WINDOW),
                        new WorkloadKnowledge(Forecasters.standard(ForecastSettings.DEFAULT)),
                        policy,
                        channels.apply(workload)));
        made.ifPresent(subject -> subjects.put(workload, subject));
        return made;
    }

    private String decide(NamedSample sample, Subject subject) {
        long started = System.nanoTime();
        Measurement measurement =
                subject.history().append(sample.sample()).orElseThrow(() -> new NotNewer(sample, subject.history()));
        WorkloadKnowledge knowledge = subject.knowledge();
        knowledge.learn(subject.history(), measurement);
        Advice advice = advisor.advise(subject.history(), knowledge, subject.policy());
        knowledge.note(advice);
        note(System.nanoTime() - started);
        if (knowledge.arrivals().refitDue()) {
            knowledge.arrivals().refit();
        }
        return write(sample.workload(), advice, subject.channel());
    }

    private String write(String workload, Advice advice, ChannelPolicy channel) {
        ObjectNode json = JSON.valueToTree(RecommendationJson.of(workload, advice, channel));
        if (explain) {
            ArrayNode candidates = json.putArray("candidates");
            advice.candidates().forEach(candidate -> write(candidate, candidates.addObject()));
        }
        return JSON.writeValueAsString(json);
    }

    private static void write(Candidate candidate, ObjectNode json) {
        json.put("replicas", candidate.replicas().count());
        json.put("total", candidate.total().value());
        json.put("running", candidate.running().value());
        json.put("lateness", candidate.lateness().value());
        json.put("moving", candidate.moving().value());
    }

    private Optional<String> error(String code, String detail) {
        errors++;
        ObjectNode json = JSON.createObjectNode();
        json.putObject("error").put("line", lines).put("code", code).put("detail", detail);
        return Optional.of(JSON.writeValueAsString(json));
    }

    private void note(long nanos) {
        if (decisions == decisionSeconds.length) {
            decisionSeconds = Arrays.copyOf(decisionSeconds, 2 * decisions);
        }
        decisionSeconds[decisions++] = nanos / 1e9;
    }

    /** A sample that is not after the one before: time does not go backwards. */
    private static final class NotNewer extends RuntimeException {

        NotNewer(NamedSample sample, WorkloadHistory history) {
            super("time must be after that of the workload's sample before, "
                    + history.latest().map(latest -> latest.time().toString()).orElse("none") + ", but was "
                    + sample.sample().time());
        }
    }
}
