-- Which trace a recommendation belongs to, so that telling it, later and perhaps by another instance, is the end of the same trace.

ALTER TABLE recommendations ADD COLUMN provenance_traceparent text;
COMMENT ON COLUMN recommendations.provenance_traceparent IS 'Span in which it was decided (W3C Trace Context); null = it was not traced.';

CREATE OR REPLACE VIEW v_recommendations AS
SELECT r.recommendation_id, i.name AS workload, r.decided_at, r.execute_at, r.valid_until, r.action, r.current_replicas, r.desired_replicas,
       r.reason_code, r.reason_text,
       r.candidate_total_replica_seconds[array_position(r.candidate_replicas, r.current_replicas)] AS stay_replica_seconds,
       r.candidate_total_replica_seconds[array_position(r.candidate_replicas, r.desired_replicas)] AS move_replica_seconds,
       r.forecast_model, r.forecast_trusted, r.throughput_low_records_per_second, r.throughput_median_records_per_second,
       r.throughput_observations, r.start_up_seconds, r.rebalance_pause_seconds, r.protocol, r.provenance_model, r.provenance_trained_from,
       r.provenance_trained_to, r.provenance_seed, r.provenance_code_version, split_part(r.provenance_traceparent, '-', 2) AS provenance_trace_id
FROM recommendations r JOIN workload_ids i USING (workload_id);
COMMENT ON COLUMN v_recommendations.provenance_trace_id IS 'Trace in which it was decided; null = it was not traced.';
