package io.lagcast.recommender.rest;

import io.lagcast.recommender.overview.WorkloadJson;
import io.lagcast.recommender.overview.WorkloadStatus;
import io.lagcast.recommender.workloads.Workload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entity tags of one workload: {@code "DEFINITION-ALL"}. The whole changes with every sample, which is what readers need to know of. Whoever writes
 * means the definition, so that only the part before the dash counts in {@code If-Match}: a sample that comes in between is no conflict.
 */
@Component
class WorkloadTags {

    /** Enough that two definitions of a workload never share it by chance: 64 bits. */
    private static final int BYTES = 8;

    private final JsonMapper json;

    WorkloadTags(JsonMapper json) {
        this.json = json;
    }

    /** The tag, with its quotes, of the workload as it is shown. */
    String of(Workload workload, WorkloadJson shown) {
        return "\"" + definition(workload) + "-" + digest(shown) + "\"";
    }

    /** The part of the tag that tells definitions apart. */
    String definition(Workload workload) {
        return digest(WorkloadJson.of(workload, WorkloadStatus.UNKNOWN));
    }

    /** Whether a tag, without its quotes, was given out for a workload that is defined so. */
    boolean fits(String tag, Workload workload) {
        int dash = tag.indexOf('-');
        return (dash < 0 ? tag : tag.substring(0, dash)).equals(definition(workload));
    }

    private String digest(WorkloadJson shown) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(shown));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
