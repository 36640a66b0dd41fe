package io.lagcast.recommender.events;

/**
 * One event as it goes to the clients.
 *
 * @param id unique, ascending
 * @param type {@code recommendation}, {@code workload} or {@code reset}
 * @param workload the workload it is about
 * @param data JSON
 * @param replaces what an event must have in common with an older one that still waits to take its place
 */
record LiveEvent(String id, String type, String workload, String data, String replaces) {

    /** State of a workload: only the newest matters. */
    static LiveEvent workload(String id, String workload, String data) {
        return new LiveEvent(id, "workload", workload, data, "workload " + workload);
    }

    /** What a client that comes back too late, or from elsewhere, is told first: read everything again. */
    static LiveEvent reset(String id) {
        return new LiveEvent(
                id,
                "reset",
                "",
                "{\"reason\":\"What happened since the last event seen is not known any more.\"}",
                "reset");
    }

    /** The same under another id. */
    LiveEvent under(String otherId) {
        return new LiveEvent(otherId, type, workload, data, replaces);
    }

    /** A recommendation: each one matters. */
    static LiveEvent recommendation(String id, String workload, String data) {
        return new LiveEvent(id, "recommendation", workload, data, "recommendation " + id);
    }
}
