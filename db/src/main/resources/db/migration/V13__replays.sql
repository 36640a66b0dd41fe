-- Replays: any instance tells of them, and they outlive the one that ran them.
CREATE TABLE replays (
    id uuid PRIMARY KEY,
    workload text NOT NULL,
    asked_at timestamptz NOT NULL,
    heard_at timestamptz NOT NULL DEFAULT now(),
    answer jsonb NOT NULL,
    course jsonb
);
CREATE INDEX replays_by_workload ON replays (workload, asked_at DESC);
COMMENT ON TABLE replays IS 'What a workload''s recorded arrivals would have cost under different scalers.';
COMMENT ON COLUMN replays.id IS 'As in the API.';
COMMENT ON COLUMN replays.workload IS 'Name of the workload.';
COMMENT ON COLUMN replays.asked_at IS 'When it was asked for.';
COMMENT ON COLUMN replays.heard_at IS 'When the instance that runs it was heard of last, by the clock of the database; of no meaning once it is over.';
COMMENT ON COLUMN replays.answer IS 'How far it is or what came of it, as in the API but for its course.';
COMMENT ON COLUMN replays.course IS 'How it would have gone, as in the API; null while it runs or where nothing came of it.';
