package io.lagcast.recommender.collection;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.recommender.collection.InvalidSampleException.Code;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of samples that other programs take: lines given to {@code decide}, and samples pushed over HTTP.
 *
 * <pre>{@code
 * {"workload":"w","time":"2026-01-01T00:00:15Z","replicas":{"desired":5,"ready":5},"groupState":"STABLE",
 *  "partitions":[{"topic":"t","partition":0,"endOffset":1200,"committedOffset":1180}]}
 * }</pre>
 *
 * <p>{@code committedOffset} null means never committed, {@code replicas} null unknown. Optional are {@code replicas.ready},
 * {@code partitions[].beginningOffset}, {@code protocol}, and {@code unread}: partitions that exist but could not be read. Unknown fields are
 * ignored.
 */
public final class SampleJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** RFC 3339, so four digits of a year; {@link Instant} alone would accept a billion years. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt].+");

    /** What clocks that are not set by the network are off by, and some; a sample ahead by more would shut out true ones for too long. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    private SampleJson() {}

    /**
     * Reads one line: a sample and the workload it names.
     *
     * @throws InvalidSampleException if it is not one
     */
    public static NamedSample readLine(String line) {
        SampleFields fields = SampleFields.of(parse(line), "");
        return new NamedSample(fields.name("workload"), sample(fields));
    }

    /**
     * Reads a sample whose workload is known from elsewhere.
     *
     * @throws InvalidSampleException if it is not one
     */
    public static LagSample read(JsonNode json) {
        return sample(SampleFields.of(json, ""));
    }

    /**
     * Checks that a sample which was pushed does not lie so far in the future that every true one after it would be ignored as older.
     *
     * @throws InvalidSampleException if it is more than {@link #MOST_AHEAD} ahead of {@code now}
     */
    public static void requireNotAhead(LagSample sample, Instant now) {
        if (sample.time().isAfter(now.plus(MOST_AHEAD))) {
            throw new InvalidSampleException(
                    Code.INVALID_TIME,
                    "time",
                    "time must not be more than " + MOST_AHEAD + " in the future but was " + sample.time() + " at "
                            + now + "; samples of the present would be ignored as older. Is a clock wrong?");
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new InvalidSampleException(Code.NOT_JSON, "", "Not a JSON object: " + e.getOriginalMessage());
        }
    }

    private static LagSample sample(SampleFields fields) {
        JsonNode state = fields.required("groupState");
        return new LagSample(
                time(fields),
                fields.nullableObject("replicas").map(SampleJson::replicas),
                fields.constant("groupState", state, GroupState.class, Code.UNKNOWN_GROUP_STATE),
                fields.optional("protocol")
                        .map(value ->
                                fields.constant("protocol", value, RebalanceProtocol.class, Code.UNKNOWN_PROTOCOL)),
                partitions(fields),
                unread(fields));
    }

    private static Instant time(SampleFields fields) {
        JsonNode value = fields.required("time");
        try {
            if (value.isString() && TIME.matcher(value.asString()).matches()) {
                return Instant.parse(value.asString());
            }
        } catch (DateTimeException e) {
            // said below, as for every other value that is no time
        }
        throw SampleFields.wrong(
                Code.INVALID_TIME, "time", value, "must be an RFC 3339 time such as 2026-01-01T00:00:15Z");
    }

    private static ReplicaCounts replicas(SampleFields fields) {
        return new ReplicaCounts(fields.count("desired"), fields.optionalCount("ready"));
    }

    private static List<PartitionOffsets> partitions(SampleFields fields) {
        Set<PartitionId> seen = new HashSet<>();
        return fields.objects("partitions").stream()
                .map(partition -> offsets(partition, seen))
                .toList();
    }

    private static PartitionOffsets offsets(SampleFields fields, Set<PartitionId> seen) {
        return new PartitionOffsets(
                distinct(fields, seen),
                fields.optionalOffset("beginningOffset"),
                fields.nullableOffset("committedOffset"),
                fields.offset("endOffset"));
    }

    private static Set<PartitionId> unread(SampleFields fields) {
        Set<PartitionId> seen = new HashSet<>();
        fields.optionalObjects("unread").forEach(partition -> distinct(partition, seen));
        return seen;
    }

    private static PartitionId distinct(SampleFields fields, Set<PartitionId> seen) {
        PartitionId id = new PartitionId(fields.name("topic"), fields.count("partition"));
        if (!seen.add(id)) {
            throw SampleFields.wrong(
                    Code.DUPLICATE_PARTITION, fields.path(), fields.object(), "names a partition twice:");
        }
        return id;
    }

    /** Writes a sample in the form that is read. */
    public static ObjectNode write(NamedSample named) {
        LagSample sample = named.sample();
        ObjectNode json = JSON.createObjectNode();
        json.put("workload", named.workload());
        json.put("time", sample.time().toString());
        replicas(json, sample.replicas());
        json.put("groupState", sample.groupState().name());
        sample.protocol().ifPresent(protocol -> json.put("protocol", protocol.name()));
        ArrayNode partitions = json.putArray("partitions");
        sample.partitions().forEach(offsets -> write(offsets, partitions.addObject()));
        if (!sample.unread().isEmpty()) {
            ArrayNode unread = json.putArray("unread");
            sample.unread().stream().sorted().forEach(id -> write(id, unread.addObject()));
        }
        return json;
    }

    private static void replicas(ObjectNode json, Optional<ReplicaCounts> counts) {
        if (counts.isEmpty()) {
            json.putNull("replicas");
            return;
        }
        ObjectNode replicas =
                json.putObject("replicas").put("desired", counts.get().desired());
        counts.get().ready().ifPresent(ready -> replicas.put("ready", ready));
    }

    private static void write(PartitionOffsets offsets, ObjectNode json) {
        write(offsets.id(), json);
        offsets.beginning().ifPresent(beginning -> json.put("beginningOffset", beginning));
        json.put("endOffset", offsets.end());
        if (offsets.committed().isPresent()) {
            json.put("committedOffset", offsets.committed().getAsLong());
        } else {
            json.putNull("committedOffset");
        }
    }

    private static void write(PartitionId id, ObjectNode json) {
        json.put("topic", id.topic());
        json.put("partition", id.partition());
    }
}
