package io.lagcast.recommender.ledger;

import io.lagcast.recommender.persistence.Session;
import java.sql.SQLException;
import java.util.List;

/** An outlet's share of the transaction that stores recommendations: what it has to tell is stored if and only if they are. */
public interface OutboxWriter {

    /** Writes outbox rows for recommendations that were stored just now, in the order in which they were issued. Called once per recommendation. */
    void write(Session session, List<Recommendation> stored) throws SQLException;
}
