package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.channels.ChannelPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file of policies by workload name, where {@code "*"} stands for any workload not named. */
public final class PolicyFile {

    private static final String ANY = "*";

    private final Map<String, Entry> byName;

    private PolicyFile(Map<String, Entry> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * Reads a policy file.
     *
     * @throws InvalidWorkloadException with every violation in the file if there is one
     * @throws IOException if the file cannot be read
     */
    public static PolicyFile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Reads the text of a policy file.
     *
     * @throws InvalidWorkloadException with every violation if there is one
     */
    public static PolicyFile parse(String yaml) {
        FormSection file = FormSection.root("", mapping(yaml), false);
        file.allow(List.of("workloads"));
        Map<?, ?> written = file.<Map<?, ?>>value(
                        "workloads",
                        "a mapping of workload names to policies",
                        value -> value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty())
                .orElse(Map.of());
        if (written.isEmpty() && file.violations().isEmpty()) {
            file.refuse("workloads", null, "must map at least one workload name, or \"*\" for any, to its policy");
        }
        List<Violation> violations = new ArrayList<>(file.violations());
        Map<String, Entry> policies = new LinkedHashMap<>();
        written.forEach((key, fields) -> policy(String.valueOf(key), fields, violations)
                .ifPresent(entry -> policies.put(String.valueOf(key), entry)));
        if (!violations.isEmpty()) {
            throw new InvalidWorkloadException(violations);
        }
        return new PolicyFile(policies);
    }

    private static Optional<Entry> policy(String name, Object written, List<Violation> violations) {
        String path = "workloads." + name;
        if (!name.equals(ANY) && !Workload.isName(name)) {
            violations.add(new Violation(path, "\"" + name + "\"", Workload.NAME_RULE + ", or \"*\" for any"));
        }
        if (written != null && !(written instanceof Map)) {
            violations.add(new Violation(
                    path,
                    String.valueOf(written),
                    "must be a mapping with the fields " + String.join(", ", PolicyForm.FIELDS)));
            return Optional.empty();
        }
        FormSection form = FormSection.root(path, written instanceof Map<?, ?> map ? map : Map.of(), false);
        form.allow(PolicyForm.FIELDS);
        Optional<WorkloadPolicy> policy = PolicyForm.read(form);
        ChannelPolicy channel = ChannelForm.read(form);
        violations.addAll(form.violations());
        return policy.map(accepted -> new Entry(accepted, channel));
    }

    private static Map<?, ?> mapping(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object document = new Yaml(new SafeConstructor(options)).load(yaml);
            if (document instanceof Map<?, ?> map) {
                return map;
            }
            throw new InvalidWorkloadException(List.of(new Violation(
                    "workloads",
                    document == null ? "an empty file" : "\"" + document + "\"",
                    "must be a mapping at the top of the file")));
        } catch (MarkedYAMLException unreadable) {
            int line = unreadable.getProblemMark().getLine() + 1;
            int column = unreadable.getProblemMark().getColumn() + 1;
            throw new InvalidWorkloadException(List.of(new Violation(
                    "line " + line + ", column " + column,
                    unreadable.getProblemMark().get_snippet().strip(),
                    "is not YAML: " + unreadable.getProblem())));
        } catch (YAMLException unreadable) {
            throw new InvalidWorkloadException(
                    List.of(new Violation("file", String.valueOf(unreadable.getMessage()), "is not YAML")));
        }
    }

    /** The policy of a workload: its own, else that of {@code "*"}, else empty. */
    public Optional<WorkloadPolicy> policy(String workload) {
        return entry(workload).map(Entry::policy);
    }

    /** The channel of a workload: what its own entry says, else that of {@code "*"}. */
    public ChannelPolicy channel(String workload) {
        return entry(workload).map(Entry::channel).orElse(ChannelPolicy.NONE);
    }

    private Optional<Entry> entry(String workload) {
        return Optional.ofNullable(byName.getOrDefault(workload, byName.get(ANY)));
    }

    /** What the file says of one workload. */
    private record Entry(WorkloadPolicy policy, ChannelPolicy channel) {}
}
