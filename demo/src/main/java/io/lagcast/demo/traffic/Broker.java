package io.lagcast.demo.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A one-node Kafka cluster in this process: the server that Kafka itself ships, broker and controller in one, on ports of the
 * loopback interface. It can be stopped and started again (outage drills) and then has its records and the same address.
 */
public final class Broker implements AutoCloseable {

    private final Map<String, String> configuration;
    private final int port;
    private @Nullable KafkaRaftServer server;

    private Broker(Map<String, String> configuration, int port) {
        this.configuration = configuration;
        this.port = port;
    }

    /**
     * Makes a new cluster that keeps its records in an empty or missing directory, and starts it.
     *
     * @throws IOException when the directory cannot be written or there is no free port
     */
    public static Broker start(Path directory) throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        Broker broker = new Broker(configuration(directory.toString(), port, freePort()), port);
        format(directory.toString());
        broker.start();
        return broker;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts the cluster again; does nothing while it runs. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(configuration, false), Time.SYSTEM);
        started.startup();
        server = started;
    }

    /** Shuts the cluster down; its clients keep trying to reach it. */
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running == null) {
            return;
        }
        server = null;
        running.shutdown();
        running.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }

    /** Makes a topic. */
    public void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Topic " + name + " cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topic " + name, e);
        }
    }

    private static Map<String, String> configuration(String directory, int port, int controllerPort) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("process.roles", "broker,controller");
        configuration.put("node.id", "1");
        configuration.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        configuration.put("controller.listener.names", "CONTROLLER");
        configuration.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        configuration.put("inter.broker.listener.name", "CLIENT");
        configuration.put("listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        configuration.put("log.dirs", directory);
        configuration.put("auto.create.topics.enable", "false");
        configuration.put("offsets.topic.replication.factor", "1");
        configuration.put("offsets.topic.num.partitions", "1");
        configuration.put("transaction.state.log.replication.factor", "1");
        configuration.put("transaction.state.log.min.isr", "1");
        configuration.put("share.coordinator.state.topic.replication.factor", "1");
        configuration.put("share.coordinator.state.topic.min.isr", "1");
        // Consumers that start together need not be waited for: they come one by one and are few.
        configuration.put("group.initial.rebalance.delay.ms", "0");
        // Records are tiny and soon of no use to anyone.
        configuration.put("log.segment.bytes", "8388608");
        configuration.put("log.index.size.max.bytes", "1048576");
        configuration.put("log.retention.minutes", "30");
        configuration.put("log.retention.check.interval.ms", "60000");
        configuration.put("log.cleaner.dedupe.buffer.size", "2097152");
        configuration.put("controlled.shutdown.enable", "false");
        return configuration;
    }

    private static void format(String directory) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream log = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(directory))
                    .setMetadataLogDirectory(directory)
                    .setControllerListenerName("CONTROLLER")
                    .setPrintStream(log)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage() + " " + said.toString(StandardCharsets.UTF_8), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
