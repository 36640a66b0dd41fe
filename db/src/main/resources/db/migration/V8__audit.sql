-- Who changed what and when, written in the transaction of the change.
CREATE TABLE audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changed_at timestamptz NOT NULL DEFAULT now(),
    caller text NOT NULL,
    change text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_subject ON audit_log (subject, id);
COMMENT ON TABLE audit_log IS 'Changes of workloads and webhooks. Kept for lagcast.audit.retention.';
COMMENT ON COLUMN audit_log.id IS 'Ascends with the changes.';
COMMENT ON COLUMN audit_log.changed_at IS 'When the transaction of the change began.';
COMMENT ON COLUMN audit_log.caller IS 'Name of the token; anybody while there is no access control, lagcast for the service itself.';
COMMENT ON COLUMN audit_log.change IS 'WORKLOAD_PUT, WORKLOAD_REMOVED, WEBHOOK_ADDED, WEBHOOK_REMOVED and so on.';
COMMENT ON COLUMN audit_log.subject IS 'Name of the workload, or id of the webhook.';
COMMENT ON COLUMN audit_log.detail IS 'What it is now, in short; never a secret.';
