package io.lagcast.demo;

import io.lagcast.recommender.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C as an event: the Java virtual machine begins to shut down, and is kept from ending until the demo has stopped its servers
 * and printed its summary.
 */
final class Ending implements AutoCloseable {

    /** After this the machine may end although servers still run; the next start cleans up. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(ExitCode.SOFTWARE);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "ctrl-c");

    private Ending() {}

    static Ending onInterrupt() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /** Waits so long, or until Ctrl-C, and tells whether that came. */
    boolean await(long nanos) {
        try {
            return interrupted.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Has a process that was interrupted end with this exit code all the same. */
    void exitWith(int code) {
        exitCode.set(code);
    }

    @Override
    public void close() {
        finished.countDown();
        if (interrupted.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void interrupt() {
        interrupted.countDown();
        try {
            finished.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().halt(exitCode.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
