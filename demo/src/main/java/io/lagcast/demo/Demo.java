package io.lagcast.demo;

import io.lagcast.demo.traffic.Broker;
import io.lagcast.demo.traffic.Deliveries;
import io.lagcast.demo.traffic.Producer;
import io.lagcast.demo.traffic.ReplicaSettings;
import io.lagcast.demo.traffic.Replicas;
import io.lagcast.recommender.cli.CommandFailed;
import io.lagcast.recommender.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** One run from the first server's start to the last one's end. */
final class Demo {

    static final String TOPIC = "orders";

    /** How busy the replicas are that the demo starts with: what a careful person would have set up by hand. */
    private static final double FIRST_UTILISATION = 0.7;

    private static final Duration STATUS_INTERVAL = Duration.ofSeconds(5);

    /** What consumers get to empty the topic at the end besides twice the time it takes them; with more to do than a third of it, more of them help. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final DemoSettings settings;
    private final Script script;
    private final PrintWriter err;
    private final InstantSource clock = InstantSource.system();
    private final Deliveries deliveries;

    Demo(DemoSettings settings, Script script, PrintWriter err) {
        this.settings = settings;
        this.script = script;
        this.err = err;
        this.deliveries = new Deliveries(settings.partitions(), settings.lagTime());
    }

    /** Runs until the end of the script or Ctrl-C. */
    Summary run(Ending ending) {
        RunningRecommender.requireFreePort(settings.port(), "--port");
        RunningRecommender.requireFreePort(settings.grpcPort(), "--grpc-port");
        try (DemoDirectory directory = DemoDirectory.prepare(settings.dataDir());
                Broker broker = startBroker(directory);
                RunningRecommender recommender = startRecommender(broker)) {
            say("Console: " + recommender.console() + "   Kafka: " + broker.bootstrapServers());
            return play(broker, recommender, ending);
        }
    }

    private Broker startBroker(DemoDirectory directory) {
        say("Starting Kafka");
        try {
            Broker broker = Broker.start(directory.broker());
            broker.createTopic(TOPIC, settings.partitions());
            return broker;
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, "Kafka does not start: " + e.getMessage() + ".", e);
        }
    }

    private RunningRecommender startRecommender(Broker broker) {
        say("Starting PostgreSQL and the service");
        return RunningRecommender.start(settings, script.playback(), broker.bootstrapServers());
    }

    private Summary play(Broker broker, RunningRecommender recommender, Ending ending) {
        ReplicaSettings each = new ReplicaSettings(
                broker.bootstrapServers(), TOPIC, TOPIC, settings.throughputPerSecond(), settings.startUp());
        try (Replicas replicas = new Replicas(each, deliveries, clock)) {
            say("Starting " + firstReplicas() + " consumers");
            replicas.begin(firstReplicas());
            recommender.watch(settings, script.playback(), clock);
            long started = System.nanoTime();
            try (Producer producer = new Producer(
                            broker.bootstrapServers(),
                            TOPIC,
                            settings.partitions(),
                            script.playback(),
                            deliveries,
                            clock,
                            settings.seed());
                    Executor executor = new Executor(
                            settings.scaler(),
                            replicas,
                            deliveries,
                            settings.partitions(),
                            recommender.recommendation(),
                            clock);
                    Outages outages = new Outages(settings.outages(), broker, recommender.database(), this::say)) {
                watch(new StatusLine(producer, replicas, executor, deliveries), ending, started);
                outages.end();
                executor.stop();
                Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
                double paid = replicas.paidReplicaSeconds();
                int movesOut = replicas.movesOut();
                int movesIn = replicas.movesIn();
                int rebalances = replicas.rebalances();
                say("Producing no more; " + deliveries.lagRecords() + " records are still to be consumed");
                producer.finish();
                drain(replicas);
                return new Summary(
                        settings.scaler().toString(),
                        elapsed,
                        deliveries.producedRecords(),
                        deliveries.consumedRecords(),
                        deliveries.duplicateRecords(),
                        deliveries.failedRecords(),
                        deliveries.lagTime(0.5),
                        deliveries.lagTime(0.99),
                        deliveries.longestLagTime(),
                        settings.lagTime(),
                        deliveries.shareWithinObjective(),
                        paid,
                        settings.partitions(),
                        movesOut,
                        movesIn,
                        rebalances,
                        executor.model());
            }
        }
    }

    private void watch(StatusLine status, Ending ending, long started) {
        long end = script.end().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        boolean over = false;
        while (!over) {
            long elapsed = System.nanoTime() - started;
            say(status.at(Duration.ofNanos(elapsed)));
            over = elapsed >= end || ending.await(Math.min(STATUS_INTERVAL.toNanos(), end - elapsed));
        }
    }

    private void drain(Replicas replicas) {
        double seconds = deliveries.lagRecords() / (Math.max(1, replicas.count()) * settings.throughputPerSecond());
        if (seconds > DRAIN.toSeconds() / 3.0) {
            replicas.resize(settings.partitions());
        }
        double needed = deliveries.lagRecords() / (Math.max(1, replicas.count()) * settings.throughputPerSecond());
        Duration patience = DRAIN.plusMillis(Math.round(2000 * needed));
        long deadline = System.nanoTime() + patience.toNanos();
        while (deliveries.lagRecords() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            pause();
        }
    }

    private int firstReplicas() {
        double rate = script.playback().rate(Duration.ZERO);
        int needed = (int) Math.ceil(rate / (settings.throughputPerSecond() * FIRST_UTILISATION));
        return switch (settings.scaler()) {
            case Scaler.Over over -> settings.partitions();
            case Scaler.Fixed fixed -> Math.min(fixed.replicas(), settings.partitions());
            case Scaler.Lagcast lagcast -> Math.clamp(needed, 1, settings.partitions());
            case Scaler.Keda keda -> Math.clamp(needed, 1, settings.partitions());
        };
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
