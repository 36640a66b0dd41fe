-- What an owner believes of how the group's members share its partitions.
ALTER TABLE workloads
    ADD COLUMN prior_assignor text CHECK (prior_assignor IN ('RANGE', 'ROUND_ROBIN', 'STICKY', 'COOPERATIVE_STICKY', 'UNIFORM', 'STREAMS')),
    ADD COLUMN prior_session_timeout_seconds double precision CHECK (prior_session_timeout_seconds >= 0);
COMMENT ON COLUMN workloads.prior_assignor IS 'RANGE, ROUND_ROBIN, STICKY, COOPERATIVE_STICKY, UNIFORM or STREAMS; null = not given.';
COMMENT ON COLUMN workloads.prior_session_timeout_seconds IS 'Static members: believed seconds until what a replica owned is served again after it was taken away; null = not given.';
