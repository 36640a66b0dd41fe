package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.workloads.Workload.Mode;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A workload as people write it: the fields of a {@link PolicyForm} and {@code cluster}, {@code group}, {@code topics}, {@code mode}. */
public final class WorkloadForm {

    static final List<String> OWN_FIELDS = List.of("cluster", "group", "topics", "mode");
    static final List<String> FIELDS =
            Stream.concat(OWN_FIELDS.stream(), PolicyForm.FIELDS.stream()).toList();

    private WorkloadForm() {}

    /**
     * Reads the workload of the given name from a mapping as JSON or YAML parsers make it. The group is the name and the cluster
     * {@value Workload#DEFAULT_CLUSTER} unless written.
     *
     * @throws InvalidWorkloadException with every violation if there is one
     */
    public static Workload read(String name, Map<String, ?> fields, Origin origin) {
        return read(name, FormSection.root("", fields, false), origin);
    }

    /** Reads the workload from configuration properties, where numbers may be text; fields are reported under {@code path}. */
    static Workload readProperties(String name, String path, Map<String, ?> fields) {
        return read(name, FormSection.root(path, fields, true), Origin.CONFIGURATION);
    }

    private static Workload read(String name, FormSection form, Origin origin) {
        if (!Workload.isName(name)) {
            form.violations().add(new Violation("name", "\"" + name + "\"", Workload.NAME_RULE));
        }
        form.allow(FIELDS);
        String cluster =
                form.text("cluster", "the name of a configured cluster").orElse(Workload.DEFAULT_CLUSTER);
        String group = form.text("group", "the id of a consumer group").orElse(name);
        List<String> topics =
                form.texts("topics", "a list of topic names; leave it out for all topics the group consumes");
        Mode mode = form.constant("mode", Mode.class).orElse(Mode.RECOMMEND);
        Optional<WorkloadPolicy> policy = PolicyForm.read(form);
        ChannelPolicy channel = ChannelForm.read(form);
        return policy.filter(accepted -> form.violations().isEmpty())
                .map(accepted -> new Workload(name, cluster, group, topics, mode, accepted, channel, origin))
                .orElseThrow(() -> new InvalidWorkloadException(form.violations()));
    }
}
