-- What outlets need to be idempotent and to forget: keys of repeated requests, and workloads that the compacted topic has to drop.

CREATE OR REPLACE VIEW v_workloads AS
SELECT name AS workload, cluster, consumer_group, topics, mode, origin, min_replicas, max_replicas, objective_lag_seconds, objective_attainment,
       late_penalty, threads_per_replica, price_per_replica_hour, price_currency, updated_at,
       channel, channel_tolerance, channel_max_step_out, channel_max_step_in
FROM workloads;
COMMENT ON COLUMN v_workloads.channel IS 'HPA, KEDA, WPA, WEBHOOK, APPLY or MANUAL; null = not stated.';
COMMENT ON COLUMN v_workloads.channel_tolerance IS 'Share of the count by which it must change for the channel to act; null = the executor''s default.';
COMMENT ON COLUMN v_workloads.channel_max_step_out IS 'Most replicas the channel adds at once; null = the executor''s default.';
COMMENT ON COLUMN v_workloads.channel_max_step_in IS 'Most replicas the channel removes at once; null = the executor''s default.';

ALTER TABLE kafka_outbox
    ALTER COLUMN recommendation_id DROP NOT NULL,
    ALTER COLUMN recommendation_decided_at DROP NOT NULL,
    ADD COLUMN forgotten_workload text,
    ADD CHECK ((recommendation_id IS NULL) = (recommendation_decided_at IS NULL)),
    ADD CHECK ((recommendation_id IS NULL) = (forgotten_workload IS NOT NULL));
COMMENT ON TABLE kafka_outbox IS 'Recommendations the Kafka topic has still to be told of, and workloads it has to forget.';
COMMENT ON COLUMN kafka_outbox.recommendation_id IS 'The recommendation; null = a workload is to be forgotten.';
COMMENT ON COLUMN kafka_outbox.recommendation_decided_at IS 'Its decided_at, to find its partition; null = a workload is to be forgotten.';
COMMENT ON COLUMN kafka_outbox.forgotten_workload IS 'A removed workload whose key is to be deleted from the topic; null = a recommendation.';

CREATE TABLE kafka_forgotten (
    workload text PRIMARY KEY
);
COMMENT ON TABLE kafka_forgotten IS 'Removed workloads. What was recommended for them and is stored late is not told to the topic.';
COMMENT ON COLUMN kafka_forgotten.workload IS 'Name of the workload; gone again once it is put again.';

ALTER TABLE webhook_subscriptions
    ADD COLUMN idempotency_key text UNIQUE,
    ADD COLUMN request_hash text,
    ADD CHECK ((idempotency_key IS NULL) = (request_hash IS NULL));
COMMENT ON COLUMN webhook_subscriptions.idempotency_key IS 'Key of the request that made it, for a day; null = it had none.';
COMMENT ON COLUMN webhook_subscriptions.request_hash IS 'SHA-256 of what that request asked for; null = it had no key.';

ALTER TABLE webhook_subscriptions ADD COLUMN handshake text NOT NULL DEFAULT 'EVENT' CHECK (handshake IN ('EVENT', 'CLOUDEVENTS'));
COMMENT ON COLUMN webhook_subscriptions.handshake IS 'How its receiver is asked whether it wants to be told: EVENT or CLOUDEVENTS (OPTIONS).';
