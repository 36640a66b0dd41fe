-- What was recommended and why, what was learned, and what still has to be told to others.

-- One row per recommendation, complete: reasons, candidates, forecast, beliefs and provenance are columns (parallel arrays where there are many), so
-- that the explanation can be given again after a restart and every number can be queried.
CREATE TABLE recommendations (
    recommendation_id uuid NOT NULL,
    workload_id bigint NOT NULL,
    decided_at timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    execute_at timestamptz NOT NULL,
    action text NOT NULL,
    current_replicas integer NOT NULL,
    desired_replicas integer NOT NULL,
    reason_code text NOT NULL,
    reason_text text NOT NULL,
    fact_names text[] NOT NULL,
    fact_values double precision[] NOT NULL,
    candidate_replicas integer[] NOT NULL,
    candidate_total_replica_seconds double precision[] NOT NULL,
    candidate_running_replica_seconds double precision[] NOT NULL,
    candidate_lateness_replica_seconds double precision[] NOT NULL,
    candidate_moving_replica_seconds double precision[] NOT NULL,
    forecast_model text NOT NULL,
    forecast_trusted boolean NOT NULL,
    forecast_origin timestamptz,
    forecast_step_seconds double precision,
    forecast_steps integer,
    forecast_levels double precision[],
    forecast_records_per_second double precision[],
    forecast_unavailable_reason text,
    forecast_still_needed_seconds double precision,
    throughput_low_records_per_second double precision NOT NULL,
    throughput_median_records_per_second double precision NOT NULL,
    throughput_observations integer NOT NULL,
    start_up_seconds double precision NOT NULL,
    start_up_observations integer NOT NULL,
    rebalance_pause_seconds double precision NOT NULL,
    rebalance_observations integer NOT NULL,
    protocol text NOT NULL,
    provenance_model text NOT NULL,
    provenance_trained_from timestamptz,
    provenance_trained_to timestamptz,
    provenance_seed bigint NOT NULL,
    provenance_code_version text NOT NULL,
    PRIMARY KEY (recommendation_id, decided_at)
) PARTITION BY RANGE (decided_at);

CREATE INDEX recommendations_by_workload ON recommendations (workload_id, decided_at DESC, recommendation_id DESC);

INSERT INTO partitioned_tables (table_name, partition_period) VALUES ('recommendations', 'day');

COMMENT ON TABLE recommendations IS 'Every recommendation issued, with reasons, prices, forecast, beliefs and provenance.';
COMMENT ON COLUMN recommendations.recommendation_id IS 'Time-ordered UUID (version 7).';
COMMENT ON COLUMN recommendations.workload_id IS 'Key in workload_ids.';
COMMENT ON COLUMN recommendations.decided_at IS 'Event time of the newest sample it rests on.';
COMMENT ON COLUMN recommendations.valid_until IS 'When it expires unless renewed.';
COMMENT ON COLUMN recommendations.execute_at IS 'When to ask for the count.';
COMMENT ON COLUMN recommendations.action IS 'SCALE_OUT, SCALE_IN, HOLD or ABSTAIN.';
COMMENT ON COLUMN recommendations.current_replicas IS 'Count in force when it was made.';
COMMENT ON COLUMN recommendations.desired_replicas IS 'Count that should be in force.';
COMMENT ON COLUMN recommendations.reason_code IS 'Kind of reason.';
COMMENT ON COLUMN recommendations.reason_text IS 'Reason in one sentence.';
COMMENT ON COLUMN recommendations.fact_names IS 'Names of the numbers behind the reason; they end in their unit.';
COMMENT ON COLUMN recommendations.fact_values IS 'The numbers behind the reason, parallel to fact_names.';
COMMENT ON COLUMN recommendations.candidate_replicas IS 'Counts that were priced, ascending; the other candidate arrays run in parallel.';
COMMENT ON COLUMN recommendations.candidate_total_replica_seconds IS 'Total price of each candidate.';
COMMENT ON COLUMN recommendations.candidate_running_replica_seconds IS 'Replicas kept, of each candidate.';
COMMENT ON COLUMN recommendations.candidate_lateness_replica_seconds IS 'Records expected late, priced, of each candidate.';
COMMENT ON COLUMN recommendations.candidate_moving_replica_seconds IS 'Moves, priced, of each candidate.';
COMMENT ON COLUMN recommendations.forecast_model IS 'Model that answered or could not.';
COMMENT ON COLUMN recommendations.forecast_trusted IS 'Whether the forecast decided; otherwise the reactive answer did.';
COMMENT ON COLUMN recommendations.forecast_origin IS 'Start of the first forecast bucket; null = no forecast.';
COMMENT ON COLUMN recommendations.forecast_step_seconds IS 'Length of a forecast bucket; null = no forecast.';
COMMENT ON COLUMN recommendations.forecast_steps IS 'Number of forecast buckets; null = no forecast.';
COMMENT ON COLUMN recommendations.forecast_levels IS 'Quantile levels; null = no forecast.';
COMMENT ON COLUMN recommendations.forecast_records_per_second IS 'Quantile paths one after another, level by level; null = no forecast.';
COMMENT ON COLUMN recommendations.forecast_unavailable_reason IS 'Why there is no forecast; null = there is one.';
COMMENT ON COLUMN recommendations.forecast_still_needed_seconds IS 'Observed time the model still needs; null = there is a forecast.';
COMMENT ON COLUMN recommendations.throughput_low_records_per_second IS 'Cautious throughput of one replica.';
COMMENT ON COLUMN recommendations.throughput_median_records_per_second IS 'Median throughput of one replica.';
COMMENT ON COLUMN recommendations.throughput_observations IS 'Windows that taught the throughput; 0 = prior.';
COMMENT ON COLUMN recommendations.start_up_seconds IS 'From asking for a replica to its first record.';
COMMENT ON COLUMN recommendations.start_up_observations IS 'Start-ups that taught it; 0 = prior.';
COMMENT ON COLUMN recommendations.rebalance_pause_seconds IS 'How long a rebalance stops partitions.';
COMMENT ON COLUMN recommendations.rebalance_observations IS 'Rebalances that taught it; 0 = prior.';
COMMENT ON COLUMN recommendations.protocol IS 'EAGER, COOPERATIVE, SERVER_ASSIGNED or STREAMS.';
COMMENT ON COLUMN recommendations.provenance_model IS 'Model and parameters in use.';
COMMENT ON COLUMN recommendations.provenance_trained_from IS 'Start of the training window; null = untrained.';
COMMENT ON COLUMN recommendations.provenance_trained_to IS 'End of the training window; null = untrained.';
COMMENT ON COLUMN recommendations.provenance_seed IS 'Seed of the random numbers used.';
COMMENT ON COLUMN recommendations.provenance_code_version IS 'Version of Lagcast that decided.';

-- Fitted state that must survive a restart; each kind says what its arrays hold.
CREATE TABLE learned_states (
    workload_id bigint NOT NULL REFERENCES workload_ids,
    kind text NOT NULL CHECK (kind <> ''),
    learned_at timestamptz NOT NULL,
    numbers double precision[] NOT NULL,
    instants timestamptz[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (workload_id, kind)
);
COMMENT ON TABLE learned_states IS 'What was learned about a workload, as arrays of numbers and instants per kind.';
COMMENT ON COLUMN learned_states.workload_id IS 'Key in workload_ids.';
COMMENT ON COLUMN learned_states.kind IS 'What the arrays hold, for example throughput or start-up.';
COMMENT ON COLUMN learned_states.learned_at IS 'Event time of the newest measurement in it.';
COMMENT ON COLUMN learned_states.numbers IS 'Numbers, as the kind defines them.';
COMMENT ON COLUMN learned_states.instants IS 'Instants, as the kind defines them.';

-- Deliveries to be made, written in the transaction that stores the recommendation. delivery_id is the webhook-id of Standard Webhooks. The row
-- keeps the recommendation's time so that it can be found in its partition.
CREATE TABLE webhook_outbox (
    delivery_id uuid PRIMARY KEY,
    subscription text NOT NULL,
    workload_id bigint NOT NULL REFERENCES workload_ids,
    recommendation_id uuid NOT NULL,
    recommendation_decided_at timestamptz NOT NULL,
    event_type text NOT NULL,
    status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'DELIVERED', 'PARKED')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz NOT NULL,
    last_response_status integer,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    UNIQUE (subscription, recommendation_id)
);
CREATE INDEX webhook_outbox_due ON webhook_outbox (next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX webhook_outbox_by_subscription ON webhook_outbox (subscription, created_at DESC);

COMMENT ON TABLE webhook_outbox IS 'Webhook deliveries, at least once and in order per workload.';
COMMENT ON COLUMN webhook_outbox.delivery_id IS 'Identifier sent as webhook-id.';
COMMENT ON COLUMN webhook_outbox.subscription IS 'Subscription it goes to.';
COMMENT ON COLUMN webhook_outbox.workload_id IS 'Key in workload_ids; deliveries of one workload keep their order.';
COMMENT ON COLUMN webhook_outbox.recommendation_id IS 'Recommendation it tells about.';
COMMENT ON COLUMN webhook_outbox.recommendation_decided_at IS 'Its decided_at, to find its partition.';
COMMENT ON COLUMN webhook_outbox.event_type IS 'CloudEvents type.';
COMMENT ON COLUMN webhook_outbox.status IS 'PENDING, DELIVERED or PARKED (given up).';
COMMENT ON COLUMN webhook_outbox.attempts IS 'Attempts made.';
COMMENT ON COLUMN webhook_outbox.next_attempt_at IS 'When to try next.';
COMMENT ON COLUMN webhook_outbox.last_response_status IS 'HTTP status of the last attempt; null = none yet or no answer.';
COMMENT ON COLUMN webhook_outbox.last_error IS 'What went wrong last; null = nothing.';
COMMENT ON COLUMN webhook_outbox.created_at IS 'When it was put in.';
COMMENT ON COLUMN webhook_outbox.delivered_at IS 'When it was accepted; null = not yet.';
