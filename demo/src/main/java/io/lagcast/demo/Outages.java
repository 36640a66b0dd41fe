package io.lagcast.demo;

import io.lagcast.demo.traffic.Broker;
import io.lagcast.recommender.database.EmbeddedDatabase;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Switches servers off and on again at their times; at the latest at the end all are on. */
final class Outages implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outages").factory());
    private final Broker broker;
    private final EmbeddedDatabase database;
    private final Consumer<String> say;

    @SuppressWarnings("FutureReturnValueIgnored") // what fails is said where it fails
    Outages(List<Outage> outages, Broker broker, EmbeddedDatabase database, Consumer<String> say) {
        this.broker = broker;
        this.database = database;
        this.say = say;
        for (Outage outage : outages) {
            long off = outage.after().toMillis();
            long on = outage.after().plus(outage.length()).toMillis();
            clock.schedule(() -> attempt(() -> switchOff(outage.target())), off, TimeUnit.MILLISECONDS);
            clock.schedule(() -> attempt(() -> switchOn(outage.target())), on, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Switches everything on that is off. */
    void end() {
        if (clock.isShutdown()) {
            return;
        }
        clock.shutdownNow();
        try {
            clock.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.start();
        database.start();
    }

    private void attempt(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            say.accept("That failed: " + e.getMessage());
        }
    }

    private void switchOff(Outage.Target target) {
        say.accept("Switching off: " + target);
        switch (target) {
            case BROKER -> broker.stop();
            case POSTGRESQL -> database.stop();
        }
    }

    private void switchOn(Outage.Target target) {
        say.accept("Switching on: " + target);
        switch (target) {
            case BROKER -> broker.start();
            case POSTGRESQL -> database.start();
        }
    }
}
