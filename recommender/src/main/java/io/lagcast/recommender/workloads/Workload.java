package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.channels.ChannelPolicy;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One consumer group that is watched.
 *
 * @param name unique name, 1 to 253 of {@code A-Z a-z 0-9 . _ -}
 * @param cluster name of the configured cluster the group lives on
 * @param group id of the consumer group
 * @param topics topics that count; empty means all the group consumes
 * @param mode whether recommendations are made
 * @param policy what its owner asks for and allows
 * @param channel how recommendations are carried out
 * @param origin who defined it
 */
public record Workload(
        String name,
        String cluster,
        String group,
        List<String> topics,
        Mode mode,
        WorkloadPolicy policy,
        ChannelPolicy channel,
        Origin origin) {

    /** Cluster of a workload that names none. */
    public static final String DEFAULT_CLUSTER = "default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    public Workload {
        if (!isName(name)) {
            throw new IllegalArgumentException(NAME_RULE + " but was \"" + name + "\"");
        }
        if (cluster.isBlank() || group.isBlank()) {
            throw new IllegalArgumentException("Workload " + name + " needs a cluster and a group but has \"" + cluster
                    + "\" and \"" + group + "\"");
        }
        topics = List.copyOf(topics);
    }

    /** A workload whose owner does not say how recommendations are carried out. */
    public Workload(
            String name,
            String cluster,
            String group,
            List<String> topics,
            Mode mode,
            WorkloadPolicy policy,
            Origin origin) {
        this(name, cluster, group, topics, mode, policy, ChannelPolicy.NONE, origin);
    }

    static final String NAME_RULE = "a workload name must be 1 to 253 characters out of A-Z a-z 0-9 . _ -";

    /** Whether the text may name a workload. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether recommendations are made. */
    public enum Mode {
        RECOMMEND,
        /** Watched and learned from, but the count in force is left alone. */
        PAUSED
    }

    /** Who defined a workload. */
    public enum Origin {
        /** {@code application.yaml} or any other configuration source; cannot be changed over HTTP. */
        CONFIGURATION,
        /** The HTTP API; stored in PostgreSQL. */
        API
    }
}
