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
import io.lagcast.recommender.persistence.CopyText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A recommendation as the columns of table {@code recommendations}. */
final class RecommendationColumns {

    /** In the order in which {@link #write} writes them. */
    static final String NAMES = """
            recommendation_id, decided_at, valid_until, execute_at, action, current_replicas, desired_replicas, reason_code, reason_text, fact_names,
            fact_values, candidate_replicas, candidate_total_replica_seconds, candidate_running_replica_seconds,
            candidate_lateness_replica_seconds, candidate_moving_replica_seconds, forecast_trusted, forecast_model, forecast_origin,
            forecast_step_seconds, forecast_steps, forecast_levels, forecast_records_per_second, forecast_unavailable_reason,
            forecast_still_needed_seconds, throughput_low_records_per_second, throughput_median_records_per_second, throughput_observations,
            start_up_seconds, start_up_observations, rebalance_pause_seconds, rebalance_observations, protocol, provenance_model,
            provenance_trained_from, provenance_trained_to, provenance_seed, provenance_code_version, provenance_traceparent
            """;

    private static final double NANOS_PER_SECOND = 1e9;

    private RecommendationColumns() {}

    static void write(Recommendation recommendation, CopyText copy) {
        Advice advice = recommendation.advice();
        copy.text(recommendation.id().toString())
                .instant(advice.time())
                .instant(advice.validUntil())
                .instant(recommendation.executeAt())
                .text(recommendation.action().name())
                .number(recommendation.currentReplicas())
                .number(recommendation.desiredReplicas());
        writeReason(recommendation.reason(), copy);
        writeCandidates(advice.candidates(), copy);
        copy.flag(advice.forecastTrusted());
        writeForecast(advice.arrivals(), copy);
        writeBeliefs(advice.beliefs(), copy);
        Provenance provenance = recommendation.provenance();
        copy.text(provenance.model())
                .instant(provenance.trainedFrom())
                .instant(provenance.trainedTo())
                .number(provenance.seed())
                .text(provenance.codeVersion())
                .text(provenance.traceparent());
    }

    private static void writeReason(Reason reason, CopyText copy) {
        List<Map.Entry<String, Double>> facts = reason.facts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        copy.text(reason.code().name())
                .text(reason.text())
                .texts(facts, Map.Entry::getKey)
                .doubles(facts, Map.Entry::getValue);
    }

    private static void writeCandidates(List<Candidate> candidates, CopyText copy) {
        copy.integers(candidates, candidate -> candidate.replicas().count())
                .doubles(candidates, candidate -> candidate.total().value())
                .doubles(candidates, candidate -> candidate.running().value())
                .doubles(candidates, candidate -> candidate.lateness().value())
                .doubles(candidates, candidate -> candidate.moving().value());
    }

    private static void writeForecast(Forecast forecast, CopyText copy) {
        copy.text(forecast.model());
        switch (forecast) {
            case Forecast.Quantiles quantiles ->
                copy.instant(quantiles.origin())
                        .seconds(quantiles.horizon().step())
                        .number(quantiles.horizon().steps())
                        .doubles(boxed(quantiles.levels().toArray()), Double::doubleValue)
                        .doubles(boxed(paths(quantiles)), Double::doubleValue)
                        .nothing()
                        .nothing();
            case Forecast.Unavailable unavailable ->
                copy.nothing()
                        .nothing()
                        .nothing()
                        .nothing()
                        .nothing()
                        .text(unavailable.reason())
                        .seconds(unavailable.stillNeeded());
        }
    }

    private static double[] paths(Forecast.Quantiles quantiles) {
        return IntStream.range(0, quantiles.levels().count())
                .mapToObj(quantiles::path)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void writeBeliefs(Beliefs beliefs, CopyText copy) {
        copy.number(beliefs.throughputLow().value())
                .number(beliefs.throughputMedian().value())
                .number(beliefs.throughputObservations())
                .seconds(beliefs.startUp())
                .number(beliefs.startUpObservations())
                .seconds(beliefs.rebalancePause())
                .number(beliefs.rebalanceObservations())
                .text(beliefs.protocol().name());
    }

    static Recommendation read(ResultSet row) throws SQLException {
        Provenance provenance = new Provenance(
                row.getString("provenance_model"),
                optionalInstant(row, "provenance_trained_from"),
                optionalInstant(row, "provenance_trained_to"),
                row.getLong("provenance_seed"),
                row.getString("provenance_code_version"),
                Optional.ofNullable(row.getString("provenance_traceparent")));
        return new Recommendation(
                row.getObject("recommendation_id", UUID.class), row.getString("workload"), advice(row), provenance);
    }

    private static Advice advice(ResultSet row) throws SQLException {
        return new Advice(
                instant(row, "decided_at"),
                new Replicas(row.getInt("current_replicas")),
                decision(row),
                instant(row, "valid_until"),
                candidates(row),
                forecast(row),
                beliefs(row),
                row.getBoolean("forecast_trusted"));
    }

    private static Decision decision(ResultSet row) throws SQLException {
        Replicas desired = new Replicas(row.getInt("desired_replicas"));
        Reason reason = reason(row);
        return switch (Action.valueOf(row.getString("action"))) {
            case SCALE_OUT, SCALE_IN ->
                new Decision.Scale(
                        new Replicas(row.getInt("current_replicas")), desired, instant(row, "execute_at"), reason);
            case HOLD -> new Decision.Hold(desired, reason);
            case ABSTAIN -> new Decision.Abstain(desired, reason);
        };
    }

    private static Reason reason(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("fact_names").getArray();
        double[] values = doubles(row, "fact_values");
        Map<String, Double> facts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            facts.put(names[i], values[i]);
        }
        return new Reason(Reason.Code.valueOf(row.getString("reason_code")), row.getString("reason_text"), facts);
    }

    private static List<Candidate> candidates(ResultSet row) throws SQLException {
        Integer[] replicas = (Integer[]) row.getArray("candidate_replicas").getArray();
        double[] total = doubles(row, "candidate_total_replica_seconds");
        double[] running = doubles(row, "candidate_running_replica_seconds");
        double[] lateness = doubles(row, "candidate_lateness_replica_seconds");
        double[] moving = doubles(row, "candidate_moving_replica_seconds");
        List<Candidate> candidates = new ArrayList<>(replicas.length);
        for (int i = 0; i < replicas.length; i++) {
            candidates.add(new Candidate(
                    new Replicas(replicas[i]),
                    new ReplicaSeconds(total[i]),
                    new ReplicaSeconds(running[i]),
                    new ReplicaSeconds(lateness[i]),
                    new ReplicaSeconds(moving[i])));
        }
        return candidates;
    }

    private static Forecast forecast(ResultSet row) throws SQLException {
        String model = row.getString("forecast_model");
        String unavailable = row.getString("forecast_unavailable_reason");
        if (unavailable != null) {
            return new Forecast.Unavailable(model, unavailable, duration(row, "forecast_still_needed_seconds"));
        }
        Horizon horizon = new Horizon(duration(row, "forecast_step_seconds"), row.getInt("forecast_steps"));
        QuantileLevels levels = QuantileLevels.of(doubles(row, "forecast_levels"));
        double[] flat = doubles(row, "forecast_records_per_second");
        double[][] paths = new double[levels.count()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = Arrays.copyOfRange(flat, i * horizon.steps(), (i + 1) * horizon.steps());
        }
        return new Forecast.Quantiles(model, instant(row, "forecast_origin"), horizon, levels, paths);
    }

    private static Beliefs beliefs(ResultSet row) throws SQLException {
        return new Beliefs(
                new RecordsPerSecond(row.getDouble("throughput_low_records_per_second")),
                new RecordsPerSecond(row.getDouble("throughput_median_records_per_second")),
                row.getInt("throughput_observations"),
                duration(row, "start_up_seconds"),
                row.getInt("start_up_observations"),
                duration(row, "rebalance_pause_seconds"),
                row.getInt("rebalance_observations"),
                RebalanceProtocol.valueOf(row.getString("protocol")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofNanos(Math.round(row.getDouble(column) * NANOS_PER_SECOND));
    }

    private static double[] doubles(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Double[]) row.getArray(column).getArray())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static List<Double> boxed(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
