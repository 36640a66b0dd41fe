-- How a workload's recommendations are carried out, so that outlets can warn when that way cannot carry a step.
ALTER TABLE workloads
    ADD COLUMN channel text CHECK (channel IN ('HPA', 'KEDA', 'WPA', 'WEBHOOK', 'APPLY', 'MANUAL')),
    ADD COLUMN channel_tolerance double precision CHECK (channel_tolerance >= 0 AND channel_tolerance < 1),
    ADD COLUMN channel_max_step_out integer CHECK (channel_max_step_out >= 1),
    ADD COLUMN channel_max_step_in integer CHECK (channel_max_step_in >= 1),
    ADD CHECK (channel IS NOT NULL OR (channel_tolerance IS NULL AND channel_max_step_out IS NULL AND channel_max_step_in IS NULL));
COMMENT ON COLUMN workloads.channel IS 'HPA, KEDA, WPA, WEBHOOK, APPLY or MANUAL; null = not stated.';
COMMENT ON COLUMN workloads.channel_tolerance IS 'Share of the count by which it must change for the channel to act; null = the executor''s default.';
COMMENT ON COLUMN workloads.channel_max_step_out IS 'Most replicas the channel adds at once; null = the executor''s default.';
COMMENT ON COLUMN workloads.channel_max_step_in IS 'Most replicas the channel removes at once; null = the executor''s default.';
