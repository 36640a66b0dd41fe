package io.lagcast.recommender.ledger;

/**
 * A recommendation on its way to PostgreSQL.
 *
 * @param epoch the epoch under which this instance led when it was issued; 0 when there were no elections
 * @param recommendation the recommendation
 */
record LedgerRow(long epoch, Recommendation recommendation) {}
