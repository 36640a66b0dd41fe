package io.lagcast.recommender.workloads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One configuration property below {@code lagcast.workloads}. Which part of its key is the workload's name and which the field is found from the
 * end, where the known fields are, since a name may contain dots.
 *
 * @param source name of the property source it comes from
 * @param segments the key behind the prefix, taken apart at its dots
 * @param variable whether it is an environment variable, whose name has lost case and punctuation
 * @param value its value, placeholders resolved
 */
record WorkloadProperty(String source, List<String> segments, boolean variable, Object value) {

    /** Every field by its canonical form: lower case, letters only, the dot of a nested field kept out. */
    private static final Map<String, List<String>> FIELDS = fields();

    private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]|([^.\\[\\]]+)");
    /** {@code THREADS_PER_REPLICA} behind {@code PRIORS_THROUGHPUT} and the like: no field has more words. */
    private static final int MOST_WORDS = 4;

    /**
     * Where a property belongs.
     *
     * @param workload name of the workload
     * @param path the field, {@code [objective, lagTime]}; empty for a workload without fields
     */
    record Location(String workload, List<String> path) {}

    static WorkloadProperty ofKey(String source, String key, Object value) {
        List<String> segments = new ArrayList<>();
        Matcher segment = SEGMENT.matcher(key);
        while (segment.find()) {
            segments.add(segment.group(1) != null ? segment.group(1) : segment.group(2));
        }
        return new WorkloadProperty(source, segments, false, value);
    }

    static WorkloadProperty ofVariable(String source, String key, Object value) {
        return new WorkloadProperty(source, List.of(key.split("_+")), true, value);
    }

    private static Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        WorkloadForm.FIELDS.forEach(field -> fields.put(canonical(field), List.of(field)));
        PolicyForm.OBJECTIVE_FIELDS.forEach(
                field -> fields.put(canonical("objective" + field), List.of("objective", field)));
        PolicyForm.PRIORS_FIELDS.forEach(field -> fields.put(canonical("priors" + field), List.of("priors", field)));
        PolicyForm.PRICE_FIELDS.forEach(field -> fields.put(canonical("price" + field), List.of("price", field)));
        return fields;
    }

    private static String canonical(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** The workload this property names for certain, because a known field follows. */
    Optional<String> certainName() {
        return variable ? Optional.empty() : known().map(Location::workload);
    }

    /** Where the property belongs, given the names that are certain. */
    Optional<Location> location(Set<String> names) {
        Optional<Location> known = known();
        if (variable) {
            return known.map(location -> new Location(nameOfVariable(location.workload(), names), location.path()));
        }
        return known.or(() -> unknown(names));
    }

    private Optional<Location> known() {
        int size = segments.size();
        boolean indexed = size > 2
                && canonical(segments.get(size - 2)).equals("topics")
                && segments.getLast().matches("\\d+");
        int end = indexed ? size - 1 : size;
        int mostWords = variable ? MOST_WORDS : 2;
        for (int words = Math.min(mostWords, end - 1); words >= 1; words--) {
            List<String> path = FIELDS.get(canonical(String.join("", segments.subList(end - words, end))));
            boolean whole = variable || path == null || path.size() == words;
            if (path != null && whole) {
                return Optional.of(
                        new Location(String.join(variable ? "-" : ".", segments.subList(0, end - words)), path));
            }
        }
        return Optional.empty();
    }

    /** A field nobody knows, reported as such by the form; or, without a value, a workload that says nothing but its name. */
    private Optional<Location> unknown(Set<String> names) {
        String key = String.join(".", segments);
        if (value.toString().isBlank()) {
            return Optional.of(new Location(key, List.of()));
        }
        for (String name : names) {
            if (key.startsWith(name + ".")) {
                return Optional.of(new Location(name, fieldPath(key.substring(name.length() + 1))));
            }
        }
        int nameEnd = Math.max(1, segments.size() - 1);
        String field = segments.size() == 1 ? "(value)" : segments.getLast();
        return Optional.of(new Location(String.join(".", segments.subList(0, nameEnd)), List.of(field)));
    }

    private static List<String> fieldPath(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return List.of(key);
        }
        List<String> section = FIELDS.get(canonical(key.substring(0, dot)));
        return section == null ? List.of(key) : List.of(section.getFirst(), key.substring(dot + 1));
    }

    /** An environment variable means the workload of the same letters, else one in lower case with dashes. */
    private static String nameOfVariable(String name, Set<String> names) {
        return names.stream()
                .filter(known -> canonical(known).equals(canonical(name)))
                .findFirst()
                .orElseGet(() -> name.toLowerCase(Locale.ROOT));
    }
}
