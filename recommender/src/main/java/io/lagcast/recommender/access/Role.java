package io.lagcast.recommender.access;

/** What a caller may do, each role everything that the ones before may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also pushes samples, and adds and replaces workloads. */
    OPERATOR,
    /** Also removes workloads; with all workloads in its scope also webhooks and the audit log. */
    ADMIN;

    /** Whether this role may do what the other may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
