package io.lagcast.recommender.events;

/**
 * One event as it goes to the clients.
 *
 * @param id unique, ascending
 * @param type {@code recommendation} or {@code workload}
 * @param workload the workload it is about
 * @param data JSON
 * @param replaces what an event must have in common with an older one that still waits to take its place
 */
record LiveEvent(String id, String type, String workload, String data, String replaces) {

    /** State of a workload: only the newest matters. */
    static LiveEvent workload(String id, String workload, String data) {
        return new LiveEvent(id, "workload", workload, data, "workload " + workload);
    }

    /** A recommendation: each one matters. */
    static LiveEvent recommendation(String id, String workload, String data) {
        return new LiveEvent(id, "recommendation", workload, data, "recommendation " + id);
    }
}
