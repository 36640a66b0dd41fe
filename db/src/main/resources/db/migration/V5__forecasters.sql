-- The forecaster of every workload as the last process left it: one value, since nothing in it is queried. It comes compressed, so PostgreSQL need not try.
CREATE TABLE forecaster_states (
    workload_id bigint PRIMARY KEY REFERENCES workload_ids,
    learned_at timestamptz NOT NULL,
    deflated_state bytea NOT NULL CHECK (octet_length(deflated_state) > 0)
);
ALTER TABLE forecaster_states ALTER COLUMN deflated_state SET STORAGE EXTERNAL;
COMMENT ON TABLE forecaster_states IS 'The forecaster of a workload, to be taken up after a restart.';
COMMENT ON COLUMN forecaster_states.workload_id IS 'Key in workload_ids.';
COMMENT ON COLUMN forecaster_states.learned_at IS 'End of the newest observation in it.';
COMMENT ON COLUMN forecaster_states.deflated_state IS 'Its state in the format of its own version, compressed by zlib (RFC 1950).';

CREATE VIEW v_forecaster_states AS
SELECT i.name AS workload, f.learned_at, octet_length(f.deflated_state) AS stored_bytes
FROM forecaster_states f JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_forecaster_states IS 'How far each stored forecaster has learned.';
COMMENT ON COLUMN v_forecaster_states.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_forecaster_states.learned_at IS 'End of the newest observation in it.';
COMMENT ON COLUMN v_forecaster_states.stored_bytes IS 'Compressed size of its state.';
