package io.lagcast.simulator.report;

import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.ReplayResult;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A replay as JSON: the scenario and one object per scaler. Times of computing are left out: the same replay gives the same text. */
public final class JsonReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    /** The whole document, indented. */
    public static String write(ReplayResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("title", result.title());
        scenario(result.scenario(), root.putObject("scenario"));
        ArrayNode scalers = root.putArray("scalers");
        result.outcomes().forEach(outcome -> outcome(result, outcome, scalers.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void scenario(Scenario scenario, ObjectNode json) {
        GroupSettings group = scenario.group();
        json.put("start", scenario.start().toString());
        json.put("length", "PT" + scenario.arrivals().seconds() + "S");
        json.put(
                "warmUp",
                scenario.history().map(past -> past.duration().toString()).orElse("PT0S"));
        json.put("partitions", group.partitions());
        json.put("throughputPerReplica", group.throughput().value());
        json.put("startUp", group.startUp().toString());
        json.put("startUpJitter", group.startUpJitter().toString());
        json.put("rebalancePause", group.pause().toString());
        json.put("protocol", group.protocol().name());
        json.put("sessionTimeout", group.sessionTimeout().toString());
        json.put("commitInterval", group.commitInterval().toString());
        json.put("staggeredCommits", group.staggeredCommits());
        json.put("skew", group.skew());
        json.put("lagTime", scenario.objective().lagTime().toString());
        json.put("latePenalty", scenario.latePenalty());
        json.put("interval", scenario.interval().toString());
        json.put("minReplicas", scenario.minReplicas());
        json.put("maxReplicas", scenario.maxReplicas());
        json.put("initialReplicas", scenario.initialReplicas());
        scenario.believedThroughput().ifPresent(believed -> json.put("believedThroughput", believed.value()));
        json.put("missingSamples", scenario.missingSamples());
        json.put("seed", scenario.seed());
        json.put("records", scenario.arrivals().total());
    }

    private static void outcome(ReplayResult result, Outcome outcome, ObjectNode json) {
        json.put("scaler", outcome.scaler());
        json.put("replicaHours", outcome.replicaHours());
        json.put("meanReplicas", outcome.meanReplicas());
        json.put("shareInTime", outcome.shareInTime());
        json.put("cost", outcome.costHours());
        result.costRatio(outcome).ifPresent(ratio -> json.put("costToClairvoyant", ratio));
        json.put("meanLag", outcome.meanLagRecords());
        json.put("maxLag", outcome.maxLagRecords());
        json.put("meanLagTimeSeconds", outcome.meanLagTimeSeconds());
        json.put("p99LagTimeSeconds", outcome.p99LagTimeSeconds());
        json.put("maxLagTimeSeconds", outcome.maxLagTimeSeconds());
        json.put("moves", outcome.moves());
        json.put("movesOut", outcome.movesOut());
        json.put("movesIn", outcome.movesIn());
        json.put("movesPerDay", outcome.movesPerDay());
        json.put("doneAgainRecords", outcome.doneAgainRecords());
    }
}
