-- Several instances on one database: who of them leads, samples that were pushed to another, and what tells the others that workloads have changed.

-- Taking the lead changes epoch, a key: it waits for whoever reads the row FOR KEY SHARE. Renewing changes none, and waits for nobody.
CREATE TABLE leadership (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch bigint NOT NULL UNIQUE CHECK (epoch >= 0),
    reign_epoch bigint NOT NULL CHECK (reign_epoch BETWEEN 0 AND epoch),
    renewals bigint NOT NULL,
    instance_id uuid,
    instance_name text,
    released boolean NOT NULL,
    taken_at timestamptz,
    renewed_at timestamptz,
    CHECK ((instance_id IS NULL) = (instance_name IS NULL) AND (instance_id IS NULL) = (taken_at IS NULL))
);
COMMENT ON TABLE leadership IS 'Which instance leads: collects, decides and moves.';
COMMENT ON COLUMN leadership.only_row IS 'True: there is one row.';
COMMENT ON COLUMN leadership.epoch IS 'How often the lead was taken; the fencing epoch of the leader.';
COMMENT ON COLUMN leadership.reign_epoch IS 'The first epoch of the same instance since another led; what was decided under an earlier one is refused.';
COMMENT ON COLUMN leadership.renewals IS 'How often the lease was renewed in this epoch; whoever watches it waits for this to change.';
COMMENT ON COLUMN leadership.instance_id IS 'Instance that took the lead last; null = none ever did.';
COMMENT ON COLUMN leadership.instance_name IS 'What it calls itself.';
COMMENT ON COLUMN leadership.released IS 'Whether it gave the lease back.';
COMMENT ON COLUMN leadership.taken_at IS 'When it took the lead.';
COMMENT ON COLUMN leadership.renewed_at IS 'When the lease was renewed last; for people, nothing is decided by it.';
INSERT INTO leadership (epoch, reign_epoch, renewals, released) VALUES (0, 0, 0, true);

CREATE TABLE forwarded_samples (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workload text NOT NULL,
    sample bytea NOT NULL,
    forwarded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE forwarded_samples IS 'Samples pushed to an instance that does not lead, until the leader has stored them.';
COMMENT ON COLUMN forwarded_samples.position IS 'Order in which they were pushed.';
COMMENT ON COLUMN forwarded_samples.workload IS 'Name of the workload.';
COMMENT ON COLUMN forwarded_samples.sample IS 'The sample, as it is spilled to disk.';
COMMENT ON COLUMN forwarded_samples.forwarded_at IS 'When it was pushed.';

CREATE TABLE imported_production (
    workload text PRIMARY KEY,
    imported_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE imported_production IS 'Workloads whose past was imported by an instance that does not lead, until the leader has heard of it.';
COMMENT ON COLUMN imported_production.workload IS 'Name of the workload.';
COMMENT ON COLUMN imported_production.imported_at IS 'When that was.';

CREATE TABLE workload_changes (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version bigint NOT NULL
);
COMMENT ON TABLE workload_changes IS 'Tells instances when to read the table of workloads again.';
COMMENT ON COLUMN workload_changes.only_row IS 'True: there is one row.';
COMMENT ON COLUMN workload_changes.version IS 'How often workloads have been changed.';
INSERT INTO workload_changes (version) VALUES (0);

CREATE FUNCTION count_workload_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE workload_changes SET version = version + 1;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION count_workload_change() IS 'Counts a change of workloads.';
CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON workloads
    FOR EACH STATEMENT EXECUTE FUNCTION count_workload_change();
