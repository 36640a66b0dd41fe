-- What is watched and what its owner asks for. Policy fields are columns, so that they can be queried and checked.

-- Surrogate keys for workload names. A row outlives its workload: the ledger stays readable after the workload is removed.
CREATE TABLE workload_ids (
    workload_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> '')
);

CREATE TABLE workloads (
    name text PRIMARY KEY CHECK (name <> ''),
    cluster text NOT NULL CHECK (cluster <> ''),
    consumer_group text NOT NULL CHECK (consumer_group <> ''),
    topics text[] NOT NULL DEFAULT '{}',
    mode text NOT NULL DEFAULT 'RECOMMEND' CHECK (mode IN ('RECOMMEND', 'PAUSED')),
    origin text NOT NULL CHECK (origin IN ('CONFIGURATION', 'API')),
    min_replicas integer NOT NULL CHECK (min_replicas >= 0),
    max_replicas integer NOT NULL CHECK (max_replicas >= 1),
    objective_lag_seconds double precision NOT NULL CHECK (objective_lag_seconds > 0),
    objective_attainment double precision NOT NULL CHECK (objective_attainment > 0 AND objective_attainment < 1),
    late_penalty double precision NOT NULL CHECK (late_penalty > 0),
    threads_per_replica integer NOT NULL CHECK (threads_per_replica >= 1),
    prior_throughput_records_per_second double precision CHECK (prior_throughput_records_per_second > 0),
    prior_start_up_seconds double precision CHECK (prior_start_up_seconds >= 0),
    prior_rebalance_pause_seconds double precision CHECK (prior_rebalance_pause_seconds >= 0),
    prior_protocol text CHECK (prior_protocol IN ('EAGER', 'COOPERATIVE', 'SERVER_ASSIGNED', 'STREAMS')),
    price_per_replica_hour double precision CHECK (price_per_replica_hour >= 0),
    price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (max_replicas >= min_replicas),
    CHECK ((price_per_replica_hour IS NULL) = (price_currency IS NULL))
);

COMMENT ON TABLE workload_ids IS 'Surrogate key of every workload name ever seen; outlives the workload.';
COMMENT ON COLUMN workload_ids.workload_id IS 'Key used by history and ledger tables.';
COMMENT ON COLUMN workload_ids.name IS 'Name as in the API.';

COMMENT ON TABLE workloads IS 'Watched consumer groups and their policies.';
COMMENT ON COLUMN workloads.name IS 'Name of the workload, unique.';
COMMENT ON COLUMN workloads.cluster IS 'Name of the configured Kafka cluster.';
COMMENT ON COLUMN workloads.consumer_group IS 'Kafka group id.';
COMMENT ON COLUMN workloads.topics IS 'Topics counted; empty = every topic the group consumes.';
COMMENT ON COLUMN workloads.mode IS 'RECOMMEND or PAUSED.';
COMMENT ON COLUMN workloads.origin IS 'Who defined it: CONFIGURATION (application.yaml) or API.';
COMMENT ON COLUMN workloads.min_replicas IS 'Fewest replicas ever recommended.';
COMMENT ON COLUMN workloads.max_replicas IS 'Most replicas ever recommended.';
COMMENT ON COLUMN workloads.objective_lag_seconds IS 'Longest acceptable age of a record when it is processed, seconds.';
COMMENT ON COLUMN workloads.objective_attainment IS 'Share of records that meet the objective, between 0 and 1.';
COMMENT ON COLUMN workloads.late_penalty IS 'Price of a late record in multiples of the cost of processing it.';
COMMENT ON COLUMN workloads.threads_per_replica IS 'Consumers per replica.';
COMMENT ON COLUMN workloads.prior_throughput_records_per_second IS 'Believed throughput of one replica until it is learned; null = not given.';
COMMENT ON COLUMN workloads.prior_start_up_seconds IS 'Believed seconds from asking for a replica to its first record; null = not given.';
COMMENT ON COLUMN workloads.prior_rebalance_pause_seconds IS 'Believed seconds a rebalance stops partitions; null = not given.';
COMMENT ON COLUMN workloads.prior_protocol IS 'EAGER, COOPERATIVE, SERVER_ASSIGNED or STREAMS; null = not given.';
COMMENT ON COLUMN workloads.price_per_replica_hour IS 'Money per replica and hour, for reports only; null = not given.';
COMMENT ON COLUMN workloads.price_currency IS 'ISO 4217 code of the price; null = not given.';
COMMENT ON COLUMN workloads.updated_at IS 'When this row was last written.';
