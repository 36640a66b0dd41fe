package io.lagcast.recommender.externalmetrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A selector of labels as Kubernetes writes it: requirements with commas between them, all of which must hold. No requirement selects everything.
 *
 * @param requirements what must hold
 */
record LabelSelector(List<Requirement> requirements) {

    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Whether something with these labels is selected. */
    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /** One condition on one label. */
    sealed interface Requirement {

        boolean holds(Map<String, String> labels);
    }

    /** {@code key=value}, {@code key==value}, {@code key in (a,b)}. */
    record In(String key, Set<String> values) implements Requirement {

        In {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(Map<String, String> labels) {
            return labels.containsKey(key) && values.contains(labels.get(key));
        }
    }

    /** {@code key!=value}, {@code key notin (a,b)}: also holds without the label. */
    record NotIn(String key, Set<String> values) implements Requirement {

        NotIn {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(Map<String, String> labels) {
            return !labels.containsKey(key) || !values.contains(labels.get(key));
        }
    }

    /** {@code key}. */
    record Exists(String key) implements Requirement {

        @Override
        public boolean holds(Map<String, String> labels) {
            return labels.containsKey(key);
        }
    }

    /** {@code !key}. */
    record Absent(String key) implements Requirement {

        @Override
        public boolean holds(Map<String, String> labels) {
            return !labels.containsKey(key);
        }
    }

    /** {@code key>1}, {@code key<1}: holds only where the label is a whole number. */
    record Compared(String key, boolean greater, long bound) implements Requirement {

        @Override
        public boolean holds(Map<String, String> labels) {
            String value = labels.getOrDefault(key, "");
            if (!value.matches("-?\\d{1,18}")) {
                return false;
            }
            long number = Long.parseLong(value);
            return greater ? number > bound : number < bound;
        }
    }
}
