package io.lagcast.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the demo plays and on what.
 *
 * @param trace file to play instead of the generator's trace
 * @param speed trace seconds per second; empty chooses one
 * @param runFor when to end; empty plays a file to its end, and the generator's trace until stopped
 * @param partitions partitions of the topic, and so the most replicas that are of use
 * @param throughputPerSecond records one replica processes per second at most
 * @param startUp from asking for a replica to its first poll
 * @param lagTime age a record should not exceed
 * @param port of HTTP API and console
 * @param grpcPort of KEDA's external scaler
 * @param seed of all chance
 * @param dataDir where database and broker keep their files while the demo runs
 * @param scaler who decides how many replicas there are
 * @param outages what is switched off for a while
 * @param verbose whether to show what the servers log
 */
record DemoSettings(
        Optional<Path> trace,
        Optional<Double> speed,
        Optional<Duration> runFor,
        int partitions,
        double throughputPerSecond,
        Duration startUp,
        Duration lagTime,
        int port,
        int grpcPort,
        long seed,
        Path dataDir,
        Scaler scaler,
        List<Outage> outages,
        boolean verbose) {

    DemoSettings {
        outages = List.copyOf(outages);
    }

    /** Records per second that one replica for each partition can process. */
    double capacityPerSecond() {
        return partitions * throughputPerSecond;
    }
}
