package io.lagcast.costmodel.offsets;

/**
 * How a partition's commits come in, so that consumption seen in bursts is averaged over commit progress. Mutable, one owner.
 *
 * <p>A group that commits less often than it is sampled shows no progress in most samples and a jump in one. Progress therefore counts over
 * the time since the progress before it; between two commits of a known rhythm the last rate is held. Progress that stays out longer than
 * the rhythm is a pause: nothing was consumed, and what comes later counts from there.
 */
final class CommitPace {

    /** Weight of the newest distance between commits in the learned one; about three commits make it known. */
    private static final double SPACING_WEIGHT = 0.3;

    /** Share of the learned distance after which a missing commit is a pause; below 1 for the jitter of sampling. */
    private static final double PATIENCE = 0.9;

    /** A backlog is this many times what is consumed between commits or samples, so that it cannot be work in progress. */
    private static final double BACKLOG_FACTOR = 1.5;

    /** Distance between commits assumed to be possible where none was learned: Kafka's default {@code auto.commit.interval.ms}. */
    private static final long COMMIT_INTERVAL_MICROS = 5 * EventTime.MICROS_PER_SECOND;

    /** Where a record takes a minute, a few are no backlog: one is processed, the next ones were fetched with it. */
    private static final long LEAST_BACKLOG = 5;

    private long progressAtMicros;
    private long countedUntilMicros;
    private long spacingMicros;
    private double consumptionPerMicro;
    private double held;
    private boolean paused;
    private boolean disturbed = true;

    CommitPace(long atMicros) {
        progressAtMicros = atMicros;
        countedUntilMicros = atMicros;
    }

    /** Records consumed between two reads, given how far the commit moved and how much was waiting at the earlier read. */
    double consumed(long progress, long lagBefore, long atMicros, long readAtMicros, boolean steady) {
        disturbed |= !steady;
        long elapsed = atMicros - readAtMicros;
        if (progress > 0) {
            return progressed(progress, atMicros, elapsed);
        }
        if (steady && lagBefore > 0 && atMicros - progressAtMicros < PATIENCE * spacingMicros) {
            double holding = Math.min(consumptionPerMicro * elapsed, Math.max(0, lagBefore - held));
            held += holding;
            return holding;
        }
        paused = lagBefore > 0;
        consumptionPerMicro = 0;
        countedUntilMicros = atMicros;
        return 0;
    }

    private double progressed(long progress, long atMicros, long elapsed) {
        double counted = paused ? Math.max(0, progress - held) : progress;
        consumptionPerMicro = counted / (atMicros - countedUntilMicros);
        learnSpacing(atMicros - progressAtMicros);
        progressAtMicros = atMicros;
        countedUntilMicros = atMicros;
        held = 0;
        paused = false;
        disturbed = false;
        return consumptionPerMicro * elapsed;
    }

    private void learnSpacing(long spacing) {
        if (disturbed) {
            return;
        }
        spacingMicros =
                spacingMicros == 0 ? spacing : Math.round(spacingMicros + SPACING_WEIGHT * (spacing - spacingMicros));
    }

    /** Notes whether the partition was empty at the newest read: the time since the last commit says nothing then. */
    void rest(boolean empty, long atMicros) {
        if (empty) {
            disturbed = true;
            countedUntilMicros = atMicros;
            held = 0;
        }
    }

    /** Whether {@code leastLag} is too much to be work in progress, while work progresses. */
    boolean isBacklogged(long leastLag, long elapsedMicros) {
        long rhythm = Math.max(Math.max(elapsedMicros, spacingMicros), COMMIT_INTERVAL_MICROS);
        return consumptionPerMicro > 0
                && leastLag >= LEAST_BACKLOG
                && leastLag >= BACKLOG_FACTOR * consumptionPerMicro * rhythm;
    }

    double consumptionPerSecond() {
        return consumptionPerMicro * EventTime.MICROS_PER_SECOND;
    }
}
