package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Price;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.audit.AuditLog;
import io.lagcast.recommender.audit.Change;
import io.lagcast.recommender.channels.Channel;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.Session;
import io.lagcast.recommender.workloads.Workload.Mode;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The workloads of the HTTP API in PostgreSQL, table {@code workloads}. */
@Component
class PostgresWorkloadStore implements WorkloadStore {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final String SELECT = """
            SELECT name, cluster, consumer_group, topics, mode, min_replicas, max_replicas, objective_lag_seconds, objective_attainment,
                   late_penalty, threads_per_replica, prior_throughput_records_per_second, prior_start_up_seconds,
                   prior_rebalance_pause_seconds, prior_protocol, prior_assignor, prior_session_timeout_seconds,
                   price_per_replica_hour, price_currency,
                   channel, channel_tolerance, channel_max_step_out, channel_max_step_in
            FROM workloads
            WHERE origin = 'API'
            """;

    private final Database database;
    private final ObjectProvider<StoredChange> toTell;

    PostgresWorkloadStore(Database database, ObjectProvider<StoredChange> toTell) {
        this.database = database;
        this.toTell = toTell;
    }

    @Override
    public List<Workload> load() {
        return database.transaction(session ->
                session.jdbc().sql(SELECT).query((row, number) -> workload(row)).list());
    }

    @Override
    public long version() {
        return database.transaction(session -> session.jdbc()
                .sql("SELECT version FROM workload_changes")
                .query(Long.class)
                .single());
    }

    @Override
    public void save(Workload workload, Precondition precondition) {
        database.transaction(session -> {
            precondition.check(current(session, workload.name()));
            toTell.forEach(change -> change.stored(session, workload.name()));
            AuditLog.note(session, Change.WORKLOAD_PUT, workload.name(), inShort(workload));
            return upsert(session, workload);
        });
    }

    /** What is stored, which nobody else changes before this transaction ends. */
    private static Optional<Workload> current(Session session, String name) {
        session.jdbc()
                .sql("SELECT pg_advisory_xact_lock(hashtext('lagcast.workload'), hashtext(:name))")
                .param("name", name)
                .query()
                .listOfRows();
        return session.jdbc()
                .sql(SELECT + " AND name = :name")
                .param("name", name)
                .query((row, number) -> workload(row))
                .optional();
    }

    private static String inShort(Workload workload) {
        WorkloadPolicy policy = workload.policy();
        return "cluster " + workload.cluster() + ", group " + workload.group() + ", topics " + workload.topics()
                + ", mode "
                + workload.mode() + ", minReplicas " + policy.minReplicas() + ", maxReplicas " + policy.maxReplicas()
                + ", lagTime " + policy.objective().lagTime() + ", attainment "
                + policy.objective().attainment();
    }

    private static int upsert(Session session, Workload workload) {
        WorkloadPolicy policy = workload.policy();
        Priors priors = policy.priors();
        return session.jdbc()
                .sql("""
                        INSERT INTO workloads (
                            name, cluster, consumer_group, topics, mode, origin, min_replicas, max_replicas, objective_lag_seconds,
                            objective_attainment, late_penalty, threads_per_replica, prior_throughput_records_per_second, prior_start_up_seconds,
                            prior_rebalance_pause_seconds, prior_protocol, prior_assignor, prior_session_timeout_seconds,
                            price_per_replica_hour, price_currency, channel, channel_tolerance,
                            channel_max_step_out, channel_max_step_in, updated_at)
                        VALUES (
                            :name, :cluster, :group, :topics, :mode, :origin, :min, :max, :lagSeconds,
                            :attainment, :latePenalty, :threads, :throughput, :startUp,
                            :pause, :protocol, :assignor, :sessionTimeout, :price, :currency, :channel, :channelTolerance, :channelMaxStepOut, :channelMaxStepIn, now())
                        ON CONFLICT (name) DO UPDATE SET
                            cluster = excluded.cluster, consumer_group = excluded.consumer_group, topics = excluded.topics, mode = excluded.mode,
                            origin = excluded.origin, min_replicas = excluded.min_replicas, max_replicas = excluded.max_replicas,
                            objective_lag_seconds = excluded.objective_lag_seconds, objective_attainment = excluded.objective_attainment,
                            late_penalty = excluded.late_penalty, threads_per_replica = excluded.threads_per_replica,
                            prior_throughput_records_per_second = excluded.prior_throughput_records_per_second,
                            prior_start_up_seconds = excluded.prior_start_up_seconds,
                            prior_rebalance_pause_seconds = excluded.prior_rebalance_pause_seconds, prior_protocol = excluded.prior_protocol,
                            prior_assignor = excluded.prior_assignor, prior_session_timeout_seconds = excluded.prior_session_timeout_seconds,
                            price_per_replica_hour = excluded.price_per_replica_hour, price_currency = excluded.price_currency,
                            channel = excluded.channel, channel_tolerance = excluded.channel_tolerance,
                            channel_max_step_out = excluded.channel_max_step_out, channel_max_step_in = excluded.channel_max_step_in,
                            updated_at = excluded.updated_at
                        """)
                .param("name", workload.name())
                .param("cluster", workload.cluster())
                .param("group", workload.group())
                .param("topics", workload.topics().toArray(String[]::new))
                .param("mode", workload.mode().name())
                .param("origin", workload.origin().name())
                .param("min", policy.minReplicas())
                .param("max", policy.maxReplicas())
                .param("lagSeconds", seconds(policy.objective().lagTime()))
                .param("attainment", policy.objective().attainment())
                .param("latePenalty", policy.latePenalty())
                .param("threads", policy.threadsPerReplica())
                .param("throughput", nullable(priors.throughputPerReplica().map(RecordsPerSecond::value)), Types.DOUBLE)
                .param("startUp", nullable(priors.startUp().map(PostgresWorkloadStore::seconds)), Types.DOUBLE)
                .param("pause", nullable(priors.rebalancePause().map(PostgresWorkloadStore::seconds)), Types.DOUBLE)
                .param("protocol", nullable(priors.protocol().map(Enum::name)), Types.VARCHAR)
                .param("assignor", nullable(priors.assignor().map(Enum::name)), Types.VARCHAR)
                .param(
                        "sessionTimeout",
                        nullable(priors.sessionTimeout().map(PostgresWorkloadStore::seconds)),
                        Types.DOUBLE)
                .param("price", nullable(policy.price().map(Price::replicaHour)), Types.DOUBLE)
                .param(
                        "currency",
                        nullable(policy.price().map(price -> price.currency().getCurrencyCode())),
                        Types.VARCHAR)
                .param("channel", nullable(workload.channel().channel().map(Enum::name)), Types.VARCHAR)
                .param("channelTolerance", nullable(workload.channel().tolerance()), Types.DOUBLE)
                .param("channelMaxStepOut", nullable(workload.channel().maxStepOut()), Types.INTEGER)
                .param("channelMaxStepIn", nullable(workload.channel().maxStepIn()), Types.INTEGER)
                .update();
    }

    @Override
    public void delete(String name, Precondition precondition) {
        database.transaction(session -> {
            precondition.check(current(session, name));
            toTell.forEach(change -> change.removed(session, name));
            AuditLog.note(session, Change.WORKLOAD_REMOVED, name, "");
            return session.jdbc()
                    .sql("DELETE FROM workloads WHERE name = :name")
                    .param("name", name)
                    .update();
        });
    }

    private static Workload workload(ResultSet row) throws SQLException {
        return new Workload(
                row.getString("name"),
                row.getString("cluster"),
                row.getString("consumer_group"),
                texts(row.getArray("topics")),
                Mode.valueOf(row.getString("mode")),
                policy(row),
                channel(row),
                Origin.API);
    }

    private static ChannelPolicy channel(ResultSet row) throws SQLException {
        return new ChannelPolicy(
                Optional.ofNullable(row.getString("channel")).map(Channel::valueOf),
                number(row, "channel_tolerance"),
                Optional.ofNullable(row.getObject("channel_max_step_out", Integer.class)),
                Optional.ofNullable(row.getObject("channel_max_step_in", Integer.class)));
    }

    private static WorkloadPolicy policy(ResultSet row) throws SQLException {
        return new WorkloadPolicy(
                row.getInt("min_replicas"),
                row.getInt("max_replicas"),
                new Objective(duration(row.getDouble("objective_lag_seconds")), row.getDouble("objective_attainment")),
                row.getDouble("late_penalty"),
                row.getInt("threads_per_replica"),
                priors(row),
                price(row));
    }

    private static Priors priors(ResultSet row) throws SQLException {
        return new Priors(
                number(row, "prior_throughput_records_per_second").map(RecordsPerSecond::new),
                number(row, "prior_start_up_seconds").map(PostgresWorkloadStore::duration),
                number(row, "prior_rebalance_pause_seconds").map(PostgresWorkloadStore::duration),
                Optional.ofNullable(row.getString("prior_protocol")).map(RebalanceProtocol::valueOf),
                Optional.ofNullable(row.getString("prior_assignor")).map(Assignor::valueOf),
                number(row, "prior_session_timeout_seconds").map(PostgresWorkloadStore::duration));
    }

    private static Optional<Price> price(ResultSet row) throws SQLException {
        Optional<String> currency = Optional.ofNullable(row.getString("price_currency"));
        return number(row, "price_per_replica_hour")
                .flatMap(amount -> currency.map(code -> new Price(amount, Currency.getInstance(code))));
    }

    private static Optional<Double> number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    private static <T> @Nullable T nullable(Optional<T> value) {
        return value.orElse(null);
    }
}
