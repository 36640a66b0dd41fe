-- What dashboards and notebooks read. Names and columns here stay; the tables behind them may change.

CREATE VIEW v_workloads AS
SELECT name AS workload, cluster, consumer_group, topics, mode, origin, min_replicas, max_replicas, objective_lag_seconds, objective_attainment,
       late_penalty, threads_per_replica, price_per_replica_hour, price_currency, updated_at
FROM workloads;
COMMENT ON VIEW v_workloads IS 'Watched consumer groups and their policies.';
COMMENT ON COLUMN v_workloads.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_workloads.cluster IS 'Name of the Kafka cluster.';
COMMENT ON COLUMN v_workloads.consumer_group IS 'Kafka group id.';
COMMENT ON COLUMN v_workloads.topics IS 'Topics counted; empty = every topic the group consumes.';
COMMENT ON COLUMN v_workloads.mode IS 'RECOMMEND or PAUSED.';
COMMENT ON COLUMN v_workloads.origin IS 'CONFIGURATION or API.';
COMMENT ON COLUMN v_workloads.min_replicas IS 'Fewest replicas ever recommended.';
COMMENT ON COLUMN v_workloads.max_replicas IS 'Most replicas ever recommended.';
COMMENT ON COLUMN v_workloads.objective_lag_seconds IS 'Longest acceptable age of a record when it is processed.';
COMMENT ON COLUMN v_workloads.objective_attainment IS 'Share of records that meet the objective, between 0 and 1.';
COMMENT ON COLUMN v_workloads.late_penalty IS 'Price of a late record in multiples of the cost of processing it.';
COMMENT ON COLUMN v_workloads.threads_per_replica IS 'Consumers per replica.';
COMMENT ON COLUMN v_workloads.price_per_replica_hour IS 'Money per replica and hour; null = not given.';
COMMENT ON COLUMN v_workloads.price_currency IS 'ISO 4217 code of the price; null = not given.';
COMMENT ON COLUMN v_workloads.updated_at IS 'When the policy was last written.';

CREATE VIEW v_samples AS
SELECT i.name AS workload, s.observed_at, s.group_state, s.protocol, s.replicas_desired, s.replicas_ready, s.interval_seconds,
       s.production_records_per_second, s.consumption_records_per_second, s.lag_records, s.lag_seconds, s.partition_count, s.gap,
       s.teaches_throughput
FROM samples s JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_samples IS 'One row per workload and instant, as measured.';
COMMENT ON COLUMN v_samples.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_samples.observed_at IS 'When the offsets were read.';
COMMENT ON COLUMN v_samples.group_state IS 'Kafka''s state of the group.';
COMMENT ON COLUMN v_samples.protocol IS 'How the group rebalances; null = not known.';
COMMENT ON COLUMN v_samples.replicas_desired IS 'Replicas asked for; null = not known.';
COMMENT ON COLUMN v_samples.replicas_ready IS 'Replicas that serve; null = not known.';
COMMENT ON COLUMN v_samples.interval_seconds IS 'Seconds the rates are means over; null = none.';
COMMENT ON COLUMN v_samples.production_records_per_second IS 'Records produced per second; null = cannot be told.';
COMMENT ON COLUMN v_samples.consumption_records_per_second IS 'Records committed per second; null = cannot be told.';
COMMENT ON COLUMN v_samples.lag_records IS 'Records produced and not committed; null = cannot be told.';
COMMENT ON COLUMN v_samples.lag_seconds IS 'Age of the oldest record not committed; null = cannot be told.';
COMMENT ON COLUMN v_samples.partition_count IS 'Partitions known to exist.';
COMMENT ON COLUMN v_samples.gap IS 'Whether some partition could not be read or accounted for.';
COMMENT ON COLUMN v_samples.teaches_throughput IS 'Whether the consumption rate is capacity.';

CREATE VIEW v_sample_partitions AS
SELECT i.name AS workload, s.observed_at, p.topic, p.partition, p.beginning_offset, p.committed_offset, p.end_offset,
       p.end_offset - p.committed_offset AS lag_records
FROM samples s JOIN workload_ids i USING (workload_id)
CROSS JOIN LATERAL unnest(s.topics, s.partitions, s.beginning_offsets, s.committed_offsets, s.end_offsets)
    AS p (topic, partition, beginning_offset, committed_offset, end_offset);
COMMENT ON VIEW v_sample_partitions IS 'One row per workload, instant and partition: offsets as read.';
COMMENT ON COLUMN v_sample_partitions.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_sample_partitions.observed_at IS 'When the offsets were read.';
COMMENT ON COLUMN v_sample_partitions.topic IS 'Topic.';
COMMENT ON COLUMN v_sample_partitions.partition IS 'Partition number.';
COMMENT ON COLUMN v_sample_partitions.beginning_offset IS 'Oldest retained offset; null = not read.';
COMMENT ON COLUMN v_sample_partitions.committed_offset IS 'Committed offset; null = never committed.';
COMMENT ON COLUMN v_sample_partitions.end_offset IS 'One past the newest record.';
COMMENT ON COLUMN v_sample_partitions.lag_records IS 'End minus committed offset; null = never committed.';

CREATE VIEW v_rollups AS
SELECT i.name AS workload, r.resolution_seconds, r.bucket_start, r.production_records_per_second, r.production_covered_seconds,
       r.consumption_records_per_second, r.consumption_covered_seconds, r.lag_records_mean, r.lag_records_max, r.lag_seconds_max,
       r.replicas_desired, r.replicas_ready, r.sample_count, r.gap_count
FROM rollups r JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_rollups IS 'Buckets of 15, 60, 300 and 3600 seconds; filter on resolution_seconds.';
COMMENT ON COLUMN v_rollups.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_rollups.resolution_seconds IS 'Length of the bucket.';
COMMENT ON COLUMN v_rollups.bucket_start IS 'First instant of the bucket.';
COMMENT ON COLUMN v_rollups.production_records_per_second IS 'Mean production rate over the covered seconds; null = none covered.';
COMMENT ON COLUMN v_rollups.production_covered_seconds IS 'Seconds for which production is known.';
COMMENT ON COLUMN v_rollups.consumption_records_per_second IS 'Mean consumption rate over the covered seconds; null = none covered.';
COMMENT ON COLUMN v_rollups.consumption_covered_seconds IS 'Seconds for which consumption is known.';
COMMENT ON COLUMN v_rollups.lag_records_mean IS 'Mean lag; null = none known.';
COMMENT ON COLUMN v_rollups.lag_records_max IS 'Largest lag; null = none known.';
COMMENT ON COLUMN v_rollups.lag_seconds_max IS 'Largest lag time; null = none known.';
COMMENT ON COLUMN v_rollups.replicas_desired IS 'Replicas asked for, last known in the bucket.';
COMMENT ON COLUMN v_rollups.replicas_ready IS 'Replicas that serve, last known in the bucket.';
COMMENT ON COLUMN v_rollups.sample_count IS 'Samples in the bucket; 0 = imported, or bridged by a longer interval.';
COMMENT ON COLUMN v_rollups.gap_count IS 'Samples marked as gaps.';

CREATE VIEW v_recommendations AS
SELECT r.recommendation_id, i.name AS workload, r.decided_at, r.execute_at, r.valid_until, r.action, r.current_replicas, r.desired_replicas,
       r.reason_code, r.reason_text,
       r.candidate_total_replica_seconds[array_position(r.candidate_replicas, r.current_replicas)] AS stay_replica_seconds,
       r.candidate_total_replica_seconds[array_position(r.candidate_replicas, r.desired_replicas)] AS move_replica_seconds,
       r.forecast_model, r.forecast_trusted, r.throughput_low_records_per_second, r.throughput_median_records_per_second,
       r.throughput_observations, r.start_up_seconds, r.rebalance_pause_seconds, r.protocol, r.provenance_model, r.provenance_trained_from,
       r.provenance_trained_to, r.provenance_seed, r.provenance_code_version
FROM recommendations r JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_recommendations IS 'Every recommendation issued, with reason, price and provenance.';
COMMENT ON COLUMN v_recommendations.recommendation_id IS 'Identifier as in the API.';
COMMENT ON COLUMN v_recommendations.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_recommendations.decided_at IS 'Event time of the newest sample it rests on.';
COMMENT ON COLUMN v_recommendations.execute_at IS 'When to ask for the count.';
COMMENT ON COLUMN v_recommendations.valid_until IS 'When it expires unless renewed.';
COMMENT ON COLUMN v_recommendations.action IS 'SCALE_OUT, SCALE_IN, HOLD or ABSTAIN.';
COMMENT ON COLUMN v_recommendations.current_replicas IS 'Count in force when it was made.';
COMMENT ON COLUMN v_recommendations.desired_replicas IS 'Count that should be in force.';
COMMENT ON COLUMN v_recommendations.reason_code IS 'Kind of reason.';
COMMENT ON COLUMN v_recommendations.reason_text IS 'Reason in one sentence.';
COMMENT ON COLUMN v_recommendations.stay_replica_seconds IS 'Price of staying; null = not priced.';
COMMENT ON COLUMN v_recommendations.move_replica_seconds IS 'Price of the desired count; null = not priced.';
COMMENT ON COLUMN v_recommendations.forecast_model IS 'Model that answered or could not.';
COMMENT ON COLUMN v_recommendations.forecast_trusted IS 'Whether the forecast decided.';
COMMENT ON COLUMN v_recommendations.throughput_low_records_per_second IS 'Cautious throughput of one replica.';
COMMENT ON COLUMN v_recommendations.throughput_median_records_per_second IS 'Median throughput of one replica.';
COMMENT ON COLUMN v_recommendations.throughput_observations IS 'Windows that taught the throughput; 0 = prior.';
COMMENT ON COLUMN v_recommendations.start_up_seconds IS 'From asking for a replica to its first record.';
COMMENT ON COLUMN v_recommendations.rebalance_pause_seconds IS 'How long a rebalance stops partitions.';
COMMENT ON COLUMN v_recommendations.protocol IS 'How the group rebalances.';
COMMENT ON COLUMN v_recommendations.provenance_model IS 'Model and parameters in use.';
COMMENT ON COLUMN v_recommendations.provenance_trained_from IS 'Start of the training window.';
COMMENT ON COLUMN v_recommendations.provenance_trained_to IS 'End of the training window.';
COMMENT ON COLUMN v_recommendations.provenance_seed IS 'Seed of the random numbers used.';
COMMENT ON COLUMN v_recommendations.provenance_code_version IS 'Version of Lagcast that decided.';

CREATE VIEW v_recommendation_facts AS
SELECT r.recommendation_id, i.name AS workload, r.decided_at, f.name AS fact, f.value
FROM recommendations r JOIN workload_ids i USING (workload_id)
CROSS JOIN LATERAL unnest(r.fact_names, r.fact_values) AS f (name, value);
COMMENT ON VIEW v_recommendation_facts IS 'The numbers behind each reason, one row each.';
COMMENT ON COLUMN v_recommendation_facts.recommendation_id IS 'Identifier as in the API.';
COMMENT ON COLUMN v_recommendation_facts.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_recommendation_facts.decided_at IS 'Event time of the recommendation.';
COMMENT ON COLUMN v_recommendation_facts.fact IS 'Name of the number; ends in its unit.';
COMMENT ON COLUMN v_recommendation_facts.value IS 'The number.';

CREATE VIEW v_recommendation_candidates AS
SELECT r.recommendation_id, i.name AS workload, r.decided_at, c.replicas, c.total_replica_seconds, c.running_replica_seconds,
       c.lateness_replica_seconds, c.moving_replica_seconds, c.replicas = r.desired_replicas AS chosen, c.replicas = r.current_replicas AS current
FROM recommendations r JOIN workload_ids i USING (workload_id)
CROSS JOIN LATERAL unnest(r.candidate_replicas, r.candidate_total_replica_seconds, r.candidate_running_replica_seconds,
                          r.candidate_lateness_replica_seconds, r.candidate_moving_replica_seconds)
    AS c (replicas, total_replica_seconds, running_replica_seconds, lateness_replica_seconds, moving_replica_seconds);
COMMENT ON VIEW v_recommendation_candidates IS 'Every count that was priced for each recommendation.';
COMMENT ON COLUMN v_recommendation_candidates.recommendation_id IS 'Identifier as in the API.';
COMMENT ON COLUMN v_recommendation_candidates.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_recommendation_candidates.decided_at IS 'Event time of the recommendation.';
COMMENT ON COLUMN v_recommendation_candidates.replicas IS 'The count priced.';
COMMENT ON COLUMN v_recommendation_candidates.total_replica_seconds IS 'Its price.';
COMMENT ON COLUMN v_recommendation_candidates.running_replica_seconds IS 'Share for replicas kept.';
COMMENT ON COLUMN v_recommendation_candidates.lateness_replica_seconds IS 'Share for records expected late.';
COMMENT ON COLUMN v_recommendation_candidates.moving_replica_seconds IS 'Share for moves.';
COMMENT ON COLUMN v_recommendation_candidates.chosen IS 'Whether it is the desired count.';
COMMENT ON COLUMN v_recommendation_candidates.current IS 'Whether it was the count in force.';

CREATE VIEW v_recommendation_forecasts AS
SELECT r.recommendation_id, i.name AS workload, r.decided_at, r.forecast_model AS model,
       r.forecast_origin + make_interval(secs => r.forecast_step_seconds * step) AS bucket_start, r.forecast_step_seconds AS step_seconds,
       r.forecast_levels[level] AS quantile_level,
       r.forecast_records_per_second[(level - 1) * r.forecast_steps + step + 1] AS production_records_per_second
FROM recommendations r JOIN workload_ids i USING (workload_id)
CROSS JOIN LATERAL generate_series(1, cardinality(r.forecast_levels)) AS level
CROSS JOIN LATERAL generate_series(0, r.forecast_steps - 1) AS step;
COMMENT ON VIEW v_recommendation_forecasts IS 'The forecast behind each recommendation, one row per quantile level and bucket.';
COMMENT ON COLUMN v_recommendation_forecasts.recommendation_id IS 'Identifier as in the API.';
COMMENT ON COLUMN v_recommendation_forecasts.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_recommendation_forecasts.decided_at IS 'Event time of the recommendation.';
COMMENT ON COLUMN v_recommendation_forecasts.model IS 'Model that answered.';
COMMENT ON COLUMN v_recommendation_forecasts.bucket_start IS 'First instant of the bucket forecast.';
COMMENT ON COLUMN v_recommendation_forecasts.step_seconds IS 'Length of the bucket.';
COMMENT ON COLUMN v_recommendation_forecasts.quantile_level IS 'Quantile level, between 0 and 1.';
COMMENT ON COLUMN v_recommendation_forecasts.production_records_per_second IS 'Quantile of the mean production rate in the bucket.';

CREATE VIEW v_learned_states AS
SELECT i.name AS workload, l.kind, l.learned_at, l.numbers, l.instants
FROM learned_states l JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_learned_states IS 'What was learned about each workload.';
COMMENT ON COLUMN v_learned_states.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_learned_states.kind IS 'What the arrays hold.';
COMMENT ON COLUMN v_learned_states.learned_at IS 'Event time of the newest measurement in it.';
COMMENT ON COLUMN v_learned_states.numbers IS 'Numbers, as the kind defines them.';
COMMENT ON COLUMN v_learned_states.instants IS 'Instants, as the kind defines them.';

CREATE VIEW v_webhook_deliveries AS
SELECT o.delivery_id, o.subscription, i.name AS workload, o.recommendation_id, o.event_type, o.status, o.attempts, o.next_attempt_at,
       o.last_response_status, o.last_error, o.created_at, o.delivered_at
FROM webhook_outbox o JOIN workload_ids i USING (workload_id);
COMMENT ON VIEW v_webhook_deliveries IS 'Webhook deliveries and how they stand.';
COMMENT ON COLUMN v_webhook_deliveries.delivery_id IS 'Identifier sent as webhook-id.';
COMMENT ON COLUMN v_webhook_deliveries.subscription IS 'Subscription it goes to.';
COMMENT ON COLUMN v_webhook_deliveries.workload IS 'Name of the workload.';
COMMENT ON COLUMN v_webhook_deliveries.recommendation_id IS 'Recommendation it tells about.';
COMMENT ON COLUMN v_webhook_deliveries.event_type IS 'CloudEvents type.';
COMMENT ON COLUMN v_webhook_deliveries.status IS 'PENDING, DELIVERED or PARKED.';
COMMENT ON COLUMN v_webhook_deliveries.attempts IS 'Attempts made.';
COMMENT ON COLUMN v_webhook_deliveries.next_attempt_at IS 'When it is tried next.';
COMMENT ON COLUMN v_webhook_deliveries.last_response_status IS 'HTTP status of the last attempt.';
COMMENT ON COLUMN v_webhook_deliveries.last_error IS 'What went wrong last.';
COMMENT ON COLUMN v_webhook_deliveries.created_at IS 'When it was put in.';
COMMENT ON COLUMN v_webhook_deliveries.delivered_at IS 'When it was accepted.';
