package io.lagcast.recommender.leadership;

import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * The lease, the one row of table {@code leadership}. Every change names the state it starts from, so that of several instances one succeeds. No clock is
 * compared with another: whoever waits for a lease to run out watches the row with its own. Every method throws {@link DatabaseUnreachable} while PostgreSQL
 * is away.
 */
final class LeaseRow {

    private final Database database;
    private final Instance self;

    LeaseRow(Database database, Instance self) {
        this.database = database;
        this.self = self;
    }

    /**
     * What the row says.
     *
     * @param epoch how often the lead was taken so far
     * @param renewals how often the lease was renewed since
     * @param holder identifier of the instance that took it last, if any did
     * @param released whether that instance has given it back
     * @param leader who that is
     */
    record State(long epoch, long renewals, Optional<UUID> holder, boolean released, Optional<Leader> leader) {

        /** Whether nobody has the lease. */
        boolean isFree() {
            return released || holder.isEmpty();
        }
    }

    State read() {
        return database.transaction(LeaseRow::read);
    }

    private static State read(Session session) {
        return session.jdbc()
                .sql("SELECT epoch, renewals, instance_id, instance_name, released, taken_at FROM leadership")
                .query((row, number) -> state(row))
                .single();
    }

    private static State state(ResultSet row) throws SQLException {
        long epoch = row.getLong("epoch");
        Optional<UUID> holder = Optional.ofNullable(row.getObject("instance_id", UUID.class));
        boolean released = row.getBoolean("released");
        Optional<Leader> leader = holder.isEmpty() || released
                ? Optional.empty()
                : Optional.of(new Leader(
                        row.getString("instance_name"),
                        epoch,
                        row.getObject("taken_at", OffsetDateTime.class).toInstant()));
        return new State(epoch, row.getLong("renewals"), holder, released, leader);
    }

    /** Takes the lease, provided that it still is as it was seen. Waits for transactions of the former leader that are being committed. */
    Optional<State> take(State seen) {
        return database.transaction(session -> {
            int taken = session.jdbc()
                    .sql("""
                            UPDATE leadership
                            SET epoch = epoch + 1, reign_epoch = CASE WHEN instance_id = :self THEN reign_epoch ELSE epoch + 1 END,
                                renewals = 0, instance_id = :self, instance_name = :name, released = false, taken_at = now(), renewed_at = now()
                            WHERE epoch = :epoch AND renewals = :renewals
                            """)
                    .param("self", self.id())
                    .param("name", self.name())
                    .param("epoch", seen.epoch())
                    .param("renewals", seen.renewals())
                    .update();
            return taken == 1 ? Optional.of(read(session)) : Optional.empty();
        });
    }

    /** Renews the lease; false when somebody else has taken it. */
    boolean renew(long epoch) {
        return 1
                == database.transaction(session -> session.jdbc()
                        .sql("""
                                UPDATE leadership SET renewals = renewals + 1, renewed_at = now()
                                WHERE epoch = :epoch AND instance_id = :self AND NOT released
                                """)
                        .param("epoch", epoch)
                        .param("self", self.id())
                        .update());
    }

    /** Gives the lease back, if it is still held, so that nobody has to wait for it. */
    void release(long epoch) {
        database.transaction(session -> session.jdbc()
                .sql(
                        "UPDATE leadership SET released = true, renewals = renewals + 1 WHERE epoch = :epoch AND instance_id = :self")
                .param("epoch", epoch)
                .param("self", self.id())
                .update());
    }
}
