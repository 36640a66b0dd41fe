package io.lagcast.recommender.ledger;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.Replicas;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Recommendations as bytes, for the files in which they wait while PostgreSQL is away. Version 3; version 2 had no traceparent, version 1 no epoch either. */
final class RecommendationEncoding {

    private static final int VERSION = 3;
    private static final int WITHOUT_TRACEPARENT = 2;
    private static final int WITHOUT_EPOCH = 1;

    private RecommendationEncoding() {}

    static void write(LedgerRow row, DataOutput out) throws IOException {
        Recommendation recommendation = row.recommendation();
        Advice advice = recommendation.advice();
        out.writeByte(VERSION);
        out.writeLong(row.epoch());
        out.writeLong(recommendation.id().getMostSignificantBits());
        out.writeLong(recommendation.id().getLeastSignificantBits());
        out.writeUTF(recommendation.workload());
        writeInstant(advice.time(), out);
        out.writeInt(advice.current().count());
        writeDecision(advice, out);
        writeInstant(advice.validUntil(), out);
        out.writeInt(advice.candidates().size());
        for (Candidate candidate : advice.candidates()) {
            out.writeInt(candidate.replicas().count());
            out.writeDouble(candidate.total().value());
            out.writeDouble(candidate.running().value());
            out.writeDouble(candidate.lateness().value());
            out.writeDouble(candidate.moving().value());
        }
        writeForecast(advice.arrivals(), out);
        writeBeliefs(advice.beliefs(), out);
        out.writeBoolean(advice.forecastTrusted());
        writeProvenance(recommendation.provenance(), out);
    }

    static LedgerRow read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version < WITHOUT_EPOCH || version > VERSION) {
            throw new IOException("Version " + version + " of a stored recommendation is not known");
        }
        long epoch = version == WITHOUT_EPOCH ? 0 : in.readLong();
        return new LedgerRow(epoch, readRecommendation(in, version));
    }

    private static Recommendation readRecommendation(DataInput in, int version) throws IOException {
        UUID id = new UUID(in.readLong(), in.readLong());
        String workload = in.readUTF();
        Instant time = readInstant(in);
        Replicas current = new Replicas(in.readInt());
        Decision decision = readDecision(current, in);
        Instant validUntil = readInstant(in);
        List<Candidate> candidates = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            candidates.add(new Candidate(
                    new Replicas(in.readInt()),
                    new ReplicaSeconds(in.readDouble()),
                    new ReplicaSeconds(in.readDouble()),
                    new ReplicaSeconds(in.readDouble()),
                    new ReplicaSeconds(in.readDouble())));
        }
        Forecast forecast = readForecast(in);
        Beliefs beliefs = readBeliefs(in);
        Advice advice =
                new Advice(time, current, decision, validUntil, candidates, forecast, beliefs, in.readBoolean());
        return new Recommendation(id, workload, advice, readProvenance(in, version));
    }

    private static void writeDecision(Advice advice, DataOutput out) throws IOException {
        Reason reason = advice.decision().reason();
        out.writeUTF(Action.of(advice).name());
        out.writeInt(advice.decision().desired().count());
        writeInstant(Recommendation.executeAt(advice), out);
        out.writeUTF(reason.code().name());
        out.writeUTF(reason.text());
        out.writeInt(reason.facts().size());
        for (Map.Entry<String, Double> fact : reason.facts().entrySet()) {
            out.writeUTF(fact.getKey());
            out.writeDouble(fact.getValue());
        }
    }

    private static Decision readDecision(Replicas current, DataInput in) throws IOException {
        Action action = Action.valueOf(in.readUTF());
        Replicas desired = new Replicas(in.readInt());
        Instant executeAt = readInstant(in);
        Reason.Code code = Reason.Code.valueOf(in.readUTF());
        String text = in.readUTF();
        Map<String, Double> facts = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            facts.put(in.readUTF(), in.readDouble());
        }
        Reason reason = new Reason(code, text, facts);
        return switch (action) {
            case SCALE_OUT, SCALE_IN -> new Decision.Scale(current, desired, executeAt, reason);
            case HOLD -> new Decision.Hold(desired, reason);
            case ABSTAIN -> new Decision.Abstain(desired, reason);
        };
    }

    private static void writeForecast(Forecast forecast, DataOutput out) throws IOException {
        out.writeUTF(forecast.model());
        switch (forecast) {
            case Forecast.Quantiles quantiles -> {
                out.writeBoolean(true);
                writeInstant(quantiles.origin(), out);
                writeDuration(quantiles.horizon().step(), out);
                writeDoubles(quantiles.levels().toArray(), out);
                for (int i = 0; i < quantiles.levels().count(); i++) {
                    writeDoubles(quantiles.path(i), out);
                }
            }
            case Forecast.Unavailable unavailable -> {
                out.writeBoolean(false);
                out.writeUTF(unavailable.reason());
                writeDuration(unavailable.stillNeeded(), out);
            }
        }
    }

    private static Forecast readForecast(DataInput in) throws IOException {
        String model = in.readUTF();
        if (!in.readBoolean()) {
            return new Forecast.Unavailable(model, in.readUTF(), readDuration(in));
        }
        Instant origin = readInstant(in);
        Duration step = readDuration(in);
        QuantileLevels levels = QuantileLevels.of(readDoubles(in));
        double[][] paths = new double[levels.count()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = readDoubles(in);
        }
        return new Forecast.Quantiles(model, origin, new Horizon(step, paths[0].length), levels, paths);
    }

    private static void writeBeliefs(Beliefs beliefs, DataOutput out) throws IOException {
        out.writeDouble(beliefs.throughputLow().value());
        out.writeDouble(beliefs.throughputMedian().value());
        out.writeInt(beliefs.throughputObservations());
        writeDuration(beliefs.startUp(), out);
        out.writeInt(beliefs.startUpObservations());
        writeDuration(beliefs.rebalancePause(), out);
        out.writeInt(beliefs.rebalanceObservations());
        out.writeUTF(beliefs.protocol().name());
    }

    private static Beliefs readBeliefs(DataInput in) throws IOException {
        return new Beliefs(
                new RecordsPerSecond(in.readDouble()),
                new RecordsPerSecond(in.readDouble()),
                in.readInt(),
                readDuration(in),
                in.readInt(),
                readDuration(in),
                in.readInt(),
                RebalanceProtocol.valueOf(in.readUTF()));
    }

    private static void writeProvenance(Provenance provenance, DataOutput out) throws IOException {
        out.writeUTF(provenance.model());
        writeOptional(provenance.trainedFrom(), out);
        writeOptional(provenance.trainedTo(), out);
        out.writeLong(provenance.seed());
        out.writeUTF(provenance.codeVersion());
        out.writeUTF(provenance.traceparent().orElse(""));
    }

    private static Provenance readProvenance(DataInput in, int version) throws IOException {
        return new Provenance(
                in.readUTF(),
                readOptional(in),
                readOptional(in),
                in.readLong(),
                in.readUTF(),
                version <= WITHOUT_TRACEPARENT ? Optional.empty() : readText(in));
    }

    private static Optional<String> readText(DataInput in) throws IOException {
        return Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
    }

    private static void writeInstant(Instant instant, DataOutput out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeOptional(Optional<Instant> instant, DataOutput out) throws IOException {
        out.writeBoolean(instant.isPresent());
        if (instant.isPresent()) {
            writeInstant(instant.get(), out);
        }
    }

    private static Optional<Instant> readOptional(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(readInstant(in)) : Optional.empty();
    }

    private static void writeDuration(Duration duration, DataOutput out) throws IOException {
        out.writeLong(duration.toNanos());
    }

    private static Duration readDuration(DataInput in) throws IOException {
        return Duration.ofNanos(in.readLong());
    }

    private static void writeDoubles(double[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(DataInput in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
