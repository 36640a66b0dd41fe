package io.lagcast.recommender.history;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.recommender.history.SampleRow.Forgotten;
import io.lagcast.recommender.history.SampleRow.Forwarded;
import io.lagcast.recommender.history.SampleRow.Recorded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Rows as bytes, for the files in which they wait while PostgreSQL is away. Version 1. */
final class SampleEncoding {

    private static final int VERSION = 1;
    private static final int RECORDED = 1;
    private static final int FORGOTTEN = 2;
    private static final int FORWARDED = 3;
    /** Offsets and counts are never negative, so this stands for "not known". */
    private static final int UNKNOWN = -1;

    private SampleEncoding() {}

    static void write(SampleRow row, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        switch (row) {
            case Recorded recorded -> {
                out.writeByte(RECORDED);
                out.writeUTF(recorded.workload());
                writeSample(recorded.sample(), out);
                writeMeasurement(recorded.measurement(), out);
            }
            case Forgotten forgotten -> {
                out.writeByte(FORGOTTEN);
                out.writeUTF(forgotten.workload());
            }
            case Forwarded forwarded -> {
                out.writeByte(FORWARDED);
                out.writeInt(forwarded.positions().size());
                for (long position : forwarded.positions()) {
                    out.writeLong(position);
                }
            }
        }
    }

    static SampleRow read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("Version " + version + " of a stored sample is not known");
        }
        int kind = in.readByte();
        if (kind == FORWARDED) {
            return readForwarded(in);
        }
        String workload = in.readUTF();
        if (kind == FORGOTTEN) {
            return new Forgotten(workload);
        }
        LagSample sample = readSample(in);
        return new Recorded(workload, sample, readMeasurement(in, sample));
    }

    private static Forwarded readForwarded(DataInput in) throws IOException {
        List<Long> positions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            positions.add(in.readLong());
        }
        return new Forwarded(positions);
    }

    /** A sample alone, for the table in which it waits for the leader. */
    static byte[] bytes(LagSample sample) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            writeSample(sample, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The sample that {@link #bytes} wrote.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static LagSample sample(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("Version " + version + " of a forwarded sample is not known");
            }
            return readSample(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void writeSample(LagSample sample, DataOutput out) throws IOException {
        writeInstant(sample.time(), out);
        out.writeInt(sample.replicas().map(ReplicaCounts::desired).orElse(UNKNOWN));
        out.writeInt(sample.replicas()
                .map(ReplicaCounts::ready)
                .orElse(OptionalInt.empty())
                .orElse(UNKNOWN));
        out.writeUTF(sample.groupState().name());
        out.writeUTF(sample.protocol().map(Enum::name).orElse(""));
        out.writeInt(sample.partitions().size());
        for (PartitionOffsets partition : sample.partitions()) {
            writePartition(partition.id(), out);
            out.writeLong(partition.beginning().orElse(UNKNOWN));
            out.writeLong(partition.committed().orElse(UNKNOWN));
            out.writeLong(partition.end());
        }
        out.writeInt(sample.unread().size());
        for (PartitionId partition : sample.unread()) {
            writePartition(partition, out);
        }
    }

    private static LagSample readSample(DataInput in) throws IOException {
        Instant time = readInstant(in);
        int desired = in.readInt();
        OptionalInt ready = count(in.readInt());
        Optional<ReplicaCounts> replicas =
                desired == UNKNOWN ? Optional.empty() : Optional.of(new ReplicaCounts(desired, ready));
        GroupState state = GroupState.valueOf(in.readUTF());
        String protocol = in.readUTF();
        List<PartitionOffsets> partitions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            PartitionId id = readPartition(in);
            partitions.add(new PartitionOffsets(id, offset(in.readLong()), offset(in.readLong()), in.readLong()));
        }
        Set<PartitionId> unread = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            unread.add(readPartition(in));
        }
        return new LagSample(
                time,
                replicas,
                state,
                protocol.isEmpty() ? Optional.empty() : Optional.of(RebalanceProtocol.valueOf(protocol)),
                partitions,
                unread);
    }

    private static void writeMeasurement(Measurement measurement, DataOutput out) throws IOException {
        writeDuration(measurement.interval(), out);
        out.writeDouble(measurement.produced().orElse(Double.NaN));
        out.writeDouble(measurement.consumed().orElse(Double.NaN));
        out.writeDouble(measurement.lag().orElse(Double.NaN));
        writeDuration(measurement.lagTime(), out);
        out.writeInt(measurement.partitions());
        out.writeBoolean(measurement.gap());
        out.writeBoolean(measurement.teachesThroughput());
    }

    private static Measurement readMeasurement(DataInput in, LagSample sample) throws IOException {
        return new Measurement(
                sample.time(),
                readDuration(in),
                rate(in.readDouble()),
                rate(in.readDouble()),
                rate(in.readDouble()),
                readDuration(in),
                sample.replicas(),
                in.readInt(),
                sample.groupState(),
                in.readBoolean(),
                in.readBoolean());
    }

    private static void writePartition(PartitionId id, DataOutput out) throws IOException {
        out.writeUTF(id.topic());
        out.writeInt(id.partition());
    }

    private static PartitionId readPartition(DataInput in) throws IOException {
        return new PartitionId(in.readUTF(), in.readInt());
    }

    private static void writeInstant(Instant instant, DataOutput out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeDuration(Optional<Duration> duration, DataOutput out) throws IOException {
        out.writeLong(duration.map(Duration::toNanos).orElse((long) UNKNOWN));
    }

    private static Optional<Duration> readDuration(DataInput in) throws IOException {
        long nanos = in.readLong();
        return nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    private static OptionalInt count(int value) {
        return value == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalLong offset(long value) {
        return value == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalDouble rate(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
