package io.lagcast.recommender.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Shows how far a long run is: on a terminal a bar that is rewritten in place, otherwise a line now and then. Says nothing about runs that are over
 * before it would be read. May be called from several threads.
 */
final class Progress {

    /** Set by the launcher, which can ask: whether standard error is a terminal. */
    static final String TERMINAL = "lagcast.terminal";

    private static final int WIDTH = 30;
    private static final long NANOS = 1_000_000_000L;
    private static final long REWRITE_NANOS = NANOS / 5;
    private static final long LINE_NANOS = 5 * NANOS;

    private final PrintWriter err;
    private final boolean terminal;
    private final String unit;
    private final long total;
    private final LongSupplier nanoTime;
    private final long started;
    private long shownAt;
    private boolean shown;
    private long shownDone;
    private long done;

    /**
     * Progress of nothing done yet.
     *
     * @param unit what is counted, in the plural
     * @param total how many there are
     */
    Progress(PrintWriter err, boolean terminal, String unit, long total, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.unit = unit;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.shownAt = started;
    }

    /** Progress on standard error of this process. */
    static Progress of(PrintWriter err, String unit, long total) {
        return new Progress(err, Boolean.getBoolean(TERMINAL), unit, total, System::nanoTime);
    }

    /** One more is done. */
    synchronized void step() {
        done++;
        long now = nanoTime.getAsLong();
        if (now - shownAt >= (terminal ? REWRITE_NANOS : LINE_NANOS)) {
            shownAt = now;
            show(now);
        }
    }

    /** The run is over, well or not: the bar is wiped away, lines end with a last one. */
    synchronized void close() {
        if (!shown) {
            return;
        }
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        } else if (shownDone < done) {
            show(nanoTime.getAsLong());
        }
    }

    private void show(long now) {
        shown = true;
        shownDone = done;
        long seconds = (now - started) / NANOS;
        if (terminal) {
            err.print("\r\u001b[K" + bar() + " " + state() + left(now));
        } else {
            err.println("lagcast: " + state() + " done after " + seconds + " s");
        }
        err.flush();
    }

    private String bar() {
        int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
    }

    private String state() {
        return done + " of " + total + " " + unit;
    }

    private String left(long now) {
        long seconds = done == 0 ? 0 : (now - started) / NANOS * (total - done) / done;
        return seconds == 0 ? "" : ", about " + seconds + " s left";
    }
}
