package io.lagcast.recommender.leadership;

import io.lagcast.recommender.persistence.Session;

/**
 * Keeps out what a former leader writes, whatever it believes and whatever its clock says: who writes compares the epoch it led under with the first one
 * that is still in force, in the transaction that writes.
 */
public final class Fence {

    private Fence() {}

    /**
     * The first epoch whose writes count: that of the leader, or the one under which the same instance began to lead if nobody else did in between. No
     * other epoch begins before this transaction ends; renewals of the lease do not wait for it.
     */
    public static long firstEpoch(Session session) {
        return session.jdbc()
                .sql("SELECT reign_epoch FROM leadership FOR KEY SHARE")
                .query(Long.class)
                .single();
    }
}
