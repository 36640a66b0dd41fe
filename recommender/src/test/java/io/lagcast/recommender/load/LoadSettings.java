package io.lagcast.recommender.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much load there is.
 *
 * @param loaded how long everything runs
 * @param quiet how long decisions alone run before and after
 * @param warmUp how long decisions alone run before anything is measured
 * @param workloads workloads, each given a sample and so decided every 15 s
 * @param readsPerSecond reads of the API a second
 * @param streams clients of the event stream
 * @param streamsOfAll those of them that hear of every workload; the others of one each
 * @param subscribers webhooks
 * @param toldOfEach webhooks told of each recommendation
 */
record LoadSettings(
        Duration loaded,
        Duration quiet,
        Duration warmUp,
        int workloads,
        int readsPerSecond,
        int streams,
        int streamsOfAll,
        int subscribers,
        int toldOfEach) {

    static final Duration SAMPLING = Duration.ofSeconds(15);

    private static final Map<String, String> DEFAULTS = Map.of(
            "seconds", "1800",
            "quiet-seconds", "120",
            "warm-up-seconds", "60",
            "workloads", "1500",
            "reads", "500",
            "streams", "200",
            "streams-of-all", "10",
            "subscribers", "100",
            "told-of-each", "10");

    LoadSettings {
        if (subscribers % toldOfEach != 0 || streamsOfAll > streams || workloads < 1) {
            throw new IllegalArgumentException("subscribers must be a multiple of told-of-each (" + subscribers + ", "
                    + toldOfEach + "), streams-of-all no more than streams (" + streamsOfAll + ", " + streams
                    + "), workloads at least 1 (" + workloads + ")");
        }
    }

    /** Reads {@code name=value} for any of the defaults. */
    static LoadSettings parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length != 2 || !DEFAULTS.containsKey(parts[0])) {
                throw new IllegalArgumentException(
                        "\"" + argument + "\" is none of name=value with a name out of " + DEFAULTS.keySet());
            }
            values.put(parts[0], parts[1]);
        }
        return new LoadSettings(
                Duration.ofSeconds(number(values, "seconds")),
                Duration.ofSeconds(number(values, "quiet-seconds")),
                Duration.ofSeconds(number(values, "warm-up-seconds")),
                number(values, "workloads"),
                number(values, "reads"),
                number(values, "streams"),
                number(values, "streams-of-all"),
                number(values, "subscribers"),
                number(values, "told-of-each"));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    /** How many groups of webhooks there are; a workload belongs to one. */
    int groups() {
        return subscribers / toldOfEach;
    }

    String workload(int number) {
        return "load-" + number % groups() + "-" + number;
    }
}
