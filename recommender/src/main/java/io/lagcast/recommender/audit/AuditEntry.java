package io.lagcast.recommender.audit;

import java.time.Instant;

/**
 * One change.
 *
 * @param id ascends with the changes
 * @param changedAt when
 * @param caller who: name of the token; anybody while there is no access control, lagcast for the service itself
 * @param change what was done
 * @param subject name of the workload, or id of the webhook
 * @param detail what it is now, in short; may be empty
 */
public record AuditEntry(long id, Instant changedAt, String caller, Change change, String subject, String detail) {}
