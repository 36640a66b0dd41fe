package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.Role;

/** What a caller needs to be for a request. */
enum Requirement {
    NOTHING(Role.VIEWER, false, "This is open to anybody."),
    VIEWER(Role.VIEWER, false, "This needs the role VIEWER."),
    /** Shows something of every workload. */
    VIEWER_OF_ALL(Role.VIEWER, true, "This needs the role VIEWER for all workloads (pattern *)."),
    OPERATOR(Role.OPERATOR, false, "This needs the role OPERATOR."),
    ADMIN(Role.ADMIN, false, "This needs the role ADMIN."),
    /** Changes or shows what concerns every workload. */
    ADMIN_OF_ALL(Role.ADMIN, true, "This needs the role ADMIN for all workloads (pattern *).");

    private final Role role;
    private final boolean all;
    private final String sentence;

    Requirement(Role role, boolean all, String sentence) {
        this.role = role;
        this.all = all;
        this.sentence = sentence;
    }

    boolean isMetBy(Caller caller) {
        return caller.role().includes(role) && (!all || caller.seesAll());
    }

    /** What is needed, in words. */
    String sentence() {
        return sentence;
    }
}
