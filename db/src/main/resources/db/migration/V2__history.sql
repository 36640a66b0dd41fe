-- What was seen: raw samples and their rollups, partitioned by time so that retention is a DROP TABLE and never a DELETE.

-- Which tables are partitioned by time, and how long one partition is. There is no DEFAULT partition on purpose: it would swallow rows that no
-- retention ever drops. Writers call make_partition for the times they are about to write.
CREATE TABLE partitioned_tables (
    table_name text PRIMARY KEY,
    partition_period text NOT NULL CHECK (partition_period IN ('day', 'month')),
    page_fill_percent integer NOT NULL DEFAULT 100 CHECK (page_fill_percent BETWEEN 10 AND 100)
);
COMMENT ON TABLE partitioned_tables IS 'Tables partitioned by time and how their partitions are made.';
COMMENT ON COLUMN partitioned_tables.table_name IS 'The partitioned table.';
COMMENT ON COLUMN partitioned_tables.partition_period IS 'Length of one partition, aligned in UTC: day or month.';
COMMENT ON COLUMN partitioned_tables.page_fill_percent IS 'How full a page gets by inserts; the rest is for rows that are updated in place.';

-- Makes the partition that holds a moment, if it is not there. The partition is built beside the table and then attached, which readers and
-- writers of the other partitions do not notice; CREATE TABLE ... PARTITION OF would lock them all out.
CREATE FUNCTION make_partition(parent text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    unit text;
    fill integer;
    low timestamptz;
    high timestamptz;
    child text;
BEGIN
    SELECT partition_period, page_fill_percent INTO unit, fill FROM partitioned_tables WHERE table_name = parent;
    IF unit IS NULL THEN
        RAISE EXCEPTION 'Table % is not in partitioned_tables', parent;
    END IF;
    low := date_trunc(unit, moment, 'UTC');
    high := (low AT TIME ZONE 'UTC' + ('1 ' || unit)::interval) AT TIME ZONE 'UTC';
    child := parent || '_p' || to_char(low AT TIME ZONE 'UTC', CASE unit WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
    IF to_regclass(quote_ident(child)) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('lagcast partitions of ' || parent, 0));
    -- Asks the table, not to_regclass again: that may answer from a cache which waiting for this kind of lock does not refresh.
    IF EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = to_regclass(quote_ident(parent)) AND c.relname = child) THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE)', child, parent);
    EXECUTE format('ALTER TABLE %I SET (fillfactor = %s)', child, fill);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
    RETURN true;
END
$$;
COMMENT ON FUNCTION make_partition(text, timestamptz) IS 'Makes the partition of a table that holds a moment; false when it was there.';

-- Makes today''s partitions and those of the days ahead.
CREATE FUNCTION make_partitions_ahead(today timestamptz, days integer) RETURNS integer
LANGUAGE sql AS $$
    SELECT count(*) FILTER (WHERE made)::integer
    FROM (
        SELECT make_partition(table_name, today + make_interval(days => ahead)) AS made
        FROM partitioned_tables CROSS JOIN generate_series(0, days) AS ahead
    ) AS partitions
$$;
COMMENT ON FUNCTION make_partitions_ahead(timestamptz, integer) IS 'Makes every table''s partitions from today to so many days ahead; returns how many were made.';

-- Drops partitions that lie wholly before a moment. Gives up rather than queue behind a long query (the next run tries again), because everyone
-- else would queue behind this one.
CREATE FUNCTION drop_partitions_before(parent text, moment timestamptz) RETURNS integer
LANGUAGE plpgsql
SET lock_timeout = '2s'
AS $$
DECLARE
    child record;
    dropped integer := 0;
BEGIN
    FOR child IN
        SELECT c.oid::regclass AS name
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(quote_ident(parent))
          AND (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz <= moment
    LOOP
        EXECUTE format('DROP TABLE %s', child.name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
COMMENT ON FUNCTION drop_partitions_before(text, timestamptz) IS 'Drops the partitions of a table that end at or before a moment; returns how many.';

-- One row per workload and instant: what was read, and what offset accounting made of it at the time.
CREATE TABLE samples (
    workload_id bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    group_state text NOT NULL,
    protocol text,
    replicas_desired integer,
    replicas_ready integer,
    topics text[] NOT NULL,
    partitions integer[] NOT NULL,
    beginning_offsets bigint[] NOT NULL,
    committed_offsets bigint[] NOT NULL,
    end_offsets bigint[] NOT NULL,
    unread_topics text[] NOT NULL,
    unread_partitions integer[] NOT NULL,
    interval_seconds double precision,
    production_records_per_second double precision,
    consumption_records_per_second double precision,
    lag_records double precision,
    lag_seconds double precision,
    partition_count integer NOT NULL,
    gap boolean NOT NULL,
    teaches_throughput boolean NOT NULL,
    PRIMARY KEY (workload_id, observed_at)
) PARTITION BY RANGE (observed_at);

COMMENT ON TABLE samples IS 'One row per workload and instant: offsets as read, and the measurement made of them.';
COMMENT ON COLUMN samples.workload_id IS 'Key in workload_ids.';
COMMENT ON COLUMN samples.observed_at IS 'When the offsets were read.';
COMMENT ON COLUMN samples.group_state IS 'Kafka''s state of the group: STABLE, PREPARING_REBALANCE, COMPLETING_REBALANCE, ASSIGNING, RECONCILING, EMPTY, DEAD, UNKNOWN.';
COMMENT ON COLUMN samples.protocol IS 'EAGER, COOPERATIVE, SERVER_ASSIGNED or STREAMS; null = not known.';
COMMENT ON COLUMN samples.replicas_desired IS 'Replicas asked for; null = not known.';
COMMENT ON COLUMN samples.replicas_ready IS 'Replicas that serve; null = not known.';
COMMENT ON COLUMN samples.topics IS 'Topic of each partition read; the partition arrays run in parallel.';
COMMENT ON COLUMN samples.partitions IS 'Number of each partition read.';
COMMENT ON COLUMN samples.beginning_offsets IS 'Oldest retained offset of each partition; null = not read.';
COMMENT ON COLUMN samples.committed_offsets IS 'Committed offset of each partition; null = never committed.';
COMMENT ON COLUMN samples.end_offsets IS 'One past the newest record of each partition.';
COMMENT ON COLUMN samples.unread_topics IS 'Topic of each partition that exists but could not be read.';
COMMENT ON COLUMN samples.unread_partitions IS 'Number of each partition that exists but could not be read.';
COMMENT ON COLUMN samples.interval_seconds IS 'Seconds since the previous sample that could be read: what the rates are means over; null = none.';
COMMENT ON COLUMN samples.production_records_per_second IS 'Records produced per second over the interval; null = cannot be told.';
COMMENT ON COLUMN samples.consumption_records_per_second IS 'Records committed per second over the interval; null = cannot be told.';
COMMENT ON COLUMN samples.lag_records IS 'Records produced and not committed; null = cannot be told.';
COMMENT ON COLUMN samples.lag_seconds IS 'Age of the oldest record not committed; null = cannot be told.';
COMMENT ON COLUMN samples.partition_count IS 'Partitions known to exist.';
COMMENT ON COLUMN samples.gap IS 'Whether some partition could not be read or accounted for.';
COMMENT ON COLUMN samples.teaches_throughput IS 'Whether the consumption rate is capacity: stable, complete and backlogged throughout.';

-- Means and extremes per bucket. A rate is the mean over the covered seconds only, so that buckets merge honestly:
-- sum(rate * covered) / sum(covered). sample_count is 0 where no sample fell into the bucket:
-- imported, or bridged by a longer interval. One list partition per resolution, because each has a retention of
-- its own.
CREATE TABLE rollups (
    workload_id bigint NOT NULL,
    resolution_seconds integer NOT NULL,
    bucket_start timestamptz NOT NULL,
    production_records_per_second double precision,
    production_covered_seconds double precision NOT NULL,
    consumption_records_per_second double precision,
    consumption_covered_seconds double precision NOT NULL,
    lag_records_mean double precision,
    lag_records_max double precision,
    lag_sample_count integer NOT NULL,
    lag_seconds_max double precision,
    replicas_desired integer,
    replicas_ready integer,
    sample_count integer NOT NULL,
    gap_count integer NOT NULL,
    PRIMARY KEY (workload_id, resolution_seconds, bucket_start)
) PARTITION BY LIST (resolution_seconds);

CREATE TABLE rollups_15s PARTITION OF rollups FOR VALUES IN (15) PARTITION BY RANGE (bucket_start);
CREATE TABLE rollups_1m PARTITION OF rollups FOR VALUES IN (60) PARTITION BY RANGE (bucket_start);
CREATE TABLE rollups_5m PARTITION OF rollups FOR VALUES IN (300) PARTITION BY RANGE (bucket_start);
CREATE TABLE rollups_1h PARTITION OF rollups FOR VALUES IN (3600) PARTITION BY RANGE (bucket_start);

COMMENT ON TABLE rollups IS 'Samples rolled up into buckets of 15 s, 1 min, 5 min and 1 h.';
COMMENT ON COLUMN rollups.workload_id IS 'Key in workload_ids.';
COMMENT ON COLUMN rollups.resolution_seconds IS 'Length of the bucket: 15, 60, 300 or 3600.';
COMMENT ON COLUMN rollups.bucket_start IS 'First instant of the bucket; buckets are aligned to the epoch.';
COMMENT ON COLUMN rollups.production_records_per_second IS 'Mean production rate over the covered seconds; null = none covered.';
COMMENT ON COLUMN rollups.production_covered_seconds IS 'Seconds of the bucket for which production is known.';
COMMENT ON COLUMN rollups.consumption_records_per_second IS 'Mean consumption rate over the covered seconds; null = none covered.';
COMMENT ON COLUMN rollups.consumption_covered_seconds IS 'Seconds of the bucket for which consumption is known.';
COMMENT ON COLUMN rollups.lag_records_mean IS 'Mean lag over the samples in the bucket that know it; null = none.';
COMMENT ON COLUMN rollups.lag_records_max IS 'Largest lag in the bucket; null = none known.';
COMMENT ON COLUMN rollups.lag_sample_count IS 'Samples in the bucket that know the lag.';
COMMENT ON COLUMN rollups.lag_seconds_max IS 'Largest lag time in the bucket; null = none known.';
COMMENT ON COLUMN rollups.replicas_desired IS 'Replicas asked for, last known in the bucket; null = not known.';
COMMENT ON COLUMN rollups.replicas_ready IS 'Replicas that serve, last known in the bucket; null = not known.';
COMMENT ON COLUMN rollups.sample_count IS 'Samples in the bucket; 0 = imported, or bridged by a longer interval.';
COMMENT ON COLUMN rollups.gap_count IS 'Samples in the bucket that were marked as gaps.';

-- A bucket is written again with every sample that falls into it, so its pages keep room for that.
INSERT INTO partitioned_tables (table_name, partition_period, page_fill_percent) VALUES
    ('samples', 'day', 100), ('rollups_15s', 'day', 70), ('rollups_1m', 'day', 70), ('rollups_5m', 'day', 70), ('rollups_1h', 'month', 70);
