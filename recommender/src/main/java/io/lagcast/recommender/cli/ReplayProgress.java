package io.lagcast.recommender.cli;

import io.lagcast.simulator.Replay;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Shows how far a replay is: a bar that is redrawn on a terminal, a line for every scaler that is done otherwise. */
final class ReplayProgress implements Replay.Progress {

    /** Set by the launcher, which can tell; Java cannot say it of standard error. */
    private static final String TERMINAL = "lagcast.terminal";

    private static final int WIDTH = 30;
    private static final long REDRAW_MILLIS = 200;

    private final double[] shares;
    private final PrintWriter err;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long drawn;

    ReplayProgress(int scalers, PrintWriter err) {
        this(scalers, err, Boolean.getBoolean(TERMINAL));
    }

    ReplayProgress(int scalers, PrintWriter err, boolean terminal) {
        this.shares = new double[scalers];
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(int index, String scaler, double share) {
        boolean done = share >= 1 && shares[index] < 1;
        shares[index] = share;
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (terminal && (done || millis - drawn >= REDRAW_MILLIS)) {
            drawn = millis;
            draw(scaler);
        } else if (!terminal && done) {
            err.printf(Locale.ROOT, "lagcast: %s done after %.1f s%n", scaler, millis / 1e3);
            err.flush();
        }
    }

    private void draw(String scaler) {
        double share = Arrays.stream(shares).average().orElse(1);
        int filled = (int) Math.round(share * WIDTH);
        err.printf(
                Locale.ROOT,
                "\r\033[K[%s%s] %3.0f %%  %s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                100 * share,
                scaler);
        err.flush();
    }

    synchronized void finish() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
