package io.lagcast.helm;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The time series that the service exposes, as committed in {@code docs/metrics.txt}, and what an expression in PromQL uses beyond them.
 *
 * @param labels labels by the name of the series
 */
record MetricCatalogue(Map<String, Set<String>> labels) {

    private static final Path FILE = Path.of("..", "docs", "metrics.txt");

    private static final Set<String> KEYWORDS = Set.of(
            "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset");

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABEL_LIST =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    /** A name that is not called like a function. */
    private static final Pattern SERIES = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");

    MetricCatalogue {
        labels = Map.copyOf(labels);
    }

    static MetricCatalogue read() {
        Map<String, Set<String>> labels = new HashMap<>();
        Chart.read(FILE).lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            List<String> words = List.of(line.split(" "));
            boolean labelled = words.size() > 1 && !words.get(1).equals("optional");
            labels.put(words.getFirst(), labelled ? Set.of(words.get(1).split(",")) : Set.of());
        });
        return new MetricCatalogue(labels);
    }

    /** Names of series in an expression that the service does not expose, and labels that none of its series has. */
    Set<String> unknownIn(String expression) {
        String plain = STRING.matcher(expression).replaceAll("");
        Set<String> unknown = new TreeSet<>();
        Set<String> series = new TreeSet<>(names(SERIES, withoutLabels(plain)));
        series.removeAll(KEYWORDS);
        for (String name : series) {
            if (!labels.containsKey(name)) {
                unknown.add(name);
            }
        }
        for (Pattern place : List.of(MATCHERS, LABEL_LIST)) {
            for (String list :
                    place.matcher(plain).results().map(found -> found.group(1)).toList()) {
                names(NAME, list).stream()
                        .filter(label -> series.stream().noneMatch(name -> labels.getOrDefault(name, Set.of())
                                .contains(label)))
                        .forEach(label -> unknown.add("label " + label));
            }
        }
        return unknown;
    }

    private static String withoutLabels(String expression) {
        String withoutMatchers = MATCHERS.matcher(expression).replaceAll(" ");
        String withoutRanges = RANGE.matcher(withoutMatchers).replaceAll(" ");
        return LABEL_LIST.matcher(withoutRanges).replaceAll(" ");
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
