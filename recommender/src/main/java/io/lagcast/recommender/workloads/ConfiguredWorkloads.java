package io.lagcast.recommender.workloads;

import io.lagcast.recommender.workloads.WorkloadProperty.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The workloads that the configuration defines, under {@code lagcast.workloads.NAME}. Spring's own binding cannot be used: it takes the dots of a
 * name for levels, and it reports one mistake at a time.
 *
 * @param workloads each of origin {@link Workload.Origin#CONFIGURATION}, names unique
 */
record ConfiguredWorkloads(List<Workload> workloads) {

    static final String PREFIX = "lagcast.workloads";
    private static final String VARIABLE_PREFIX = "LAGCAST_WORKLOADS_";

    ConfiguredWorkloads {
        workloads = List.copyOf(workloads);
    }

    /**
     * Reads the workloads out of every property source; an earlier source wins field by field, as everywhere in Spring.
     *
     * @throws InvalidWorkloadException with every violation if there is one
     */
    static ConfiguredWorkloads from(ConfigurableEnvironment environment) {
        List<WorkloadProperty> properties = properties(environment);
        Set<String> names = names(properties);
        Map<String, Map<String, Object>> forms = new TreeMap<>();
        Map<Location, String> sourceOf = new HashMap<>();
        for (WorkloadProperty property : properties) {
            Optional<Location> found = property.location(names);
            found.ifPresent(location -> {
                Map<String, Object> form = forms.computeIfAbsent(location.workload(), name -> new LinkedHashMap<>());
                String winner = sourceOf.computeIfAbsent(location, first -> property.source());
                if (winner.equals(property.source())) {
                    write(form, location.path(), property.value());
                }
            });
        }
        return read(forms);
    }

    private static ConfiguredWorkloads read(Map<String, Map<String, Object>> forms) {
        List<Workload> workloads = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        forms.forEach((name, form) -> {
            try {
                workloads.add(WorkloadForm.readProperties(name, PREFIX + "." + name, form));
            } catch (InvalidWorkloadException invalid) {
                violations.addAll(invalid.violations());
            }
        });
        if (!violations.isEmpty()) {
            throw new InvalidWorkloadException(violations);
        }
        return new ConfiguredWorkloads(workloads);
    }

    private static List<WorkloadProperty> properties(ConfigurableEnvironment environment) {
        List<WorkloadProperty> properties = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String key : enumerable.getPropertyNames()) {
                    Object raw = enumerable.getProperty(key);
                    Object value =
                            raw instanceof CharSequence text ? environment.resolvePlaceholders(text.toString()) : raw;
                    if (value != null) {
                        property(enumerable, key, value).ifPresent(properties::add);
                    }
                }
            }
        }
        return properties;
    }

    private static Optional<WorkloadProperty> property(EnumerablePropertySource<?> source, String key, Object value) {
        if (key.startsWith(PREFIX + ".") || key.startsWith(PREFIX + "[")) {
            return Optional.of(WorkloadProperty.ofKey(source.getName(), key.substring(PREFIX.length()), value));
        }
        if (source instanceof SystemEnvironmentPropertySource && key.startsWith(VARIABLE_PREFIX)) {
            return Optional.of(
                    WorkloadProperty.ofVariable(source.getName(), key.substring(VARIABLE_PREFIX.length()), value));
        }
        return Optional.empty();
    }

    /** Names that are certain: those in front of a field that is known. Longest first, so that the most specific one claims a key. */
    private static Set<String> names(List<WorkloadProperty> properties) {
        Set<String> names = new LinkedHashSet<>();
        properties.stream()
                .flatMap(property -> property.certainName().stream())
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .forEach(names::add);
        return names;
    }

    /** Puts a value where its path says, {@code [objective, lagTime]}; the topics are one list however they are written. */
    private static void write(Map<String, Object> form, List<String> path, Object value) {
        if (path.isEmpty()) {
            return; // a workload that says nothing but its name
        }
        String field = path.getFirst();
        if (field.equals("topics")) {
            List<String> topics = new ArrayList<>();
            if (form.get("topics") instanceof List<?> earlier) {
                earlier.forEach(topic -> topics.add(topic.toString()));
            }
            topics.addAll(List.of(value.toString().strip().split("\\s*,\\s*")));
            topics.removeIf(String::isBlank);
            form.put("topics", topics);
            return;
        }
        if (path.size() == 1) {
            boolean empty = value.toString().isBlank();
            if (!empty && !form.containsKey(field)) {
                form.put(field, value);
            }
            return;
        }
        if (form.computeIfAbsent(field, name -> new LinkedHashMap<String, Object>()) instanceof Map<?, ?> section) {
            Map<String, Object> inner = new LinkedHashMap<>();
            section.forEach((name, known) -> inner.put(name.toString(), known));
            inner.putIfAbsent(path.get(1), value);
            form.put(field, inner);
        }
    }
}
