package io.lagcast.recommender.database;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own on the loopback interface, with all durability switched on. It is a process of its own: it
 * outlives a killed service, and the next start shuts it down cleanly before it starts a new one. It can be stopped and started
 * again at will (outage drills); its address stays the same.
 */
public final class EmbeddedDatabase implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** Another process may take a port between our finding it free and the server's binding it. */
    private static final int PORT_ATTEMPTS = 5;

    private final DataDirectory claim;
    private final PostgresCluster cluster;
    private int port;

    private EmbeddedDatabase(DataDirectory claim, PostgresCluster cluster) {
        this.claim = claim;
        this.cluster = cluster;
    }

    /**
     * Claims the data directory, creates the database there unless it exists, and starts the server.
     *
     * @param dataDir directory this process then has to itself; made when missing
     * @param port TCP port, 0 for a free one
     * @throws DatabaseUnavailable in all cases a user can do something about
     */
    public static EmbeddedDatabase start(Path dataDir, int port) {
        DataDirectory claim = DataDirectory.open(dataDir);
        boolean started = false;
        try {
            PostgresCluster cluster = PostgresCluster.in(claim.path().resolve("postgresql"));
            EmbeddedDatabase database = new EmbeddedDatabase(claim, cluster);
            database.startFirst(port);
            started = true;
            return database;
        } finally {
            if (!started) {
                claim.close();
            }
        }
    }

    /**
     * Empties a data directory, after stopping a server that was left behind in it; only the unpacked programs stay.
     *
     * @throws DatabaseUnavailable in all cases a user can do something about
     */
    public static void erase(Path dataDir) {
        try (DataDirectory claim = DataDirectory.open(dataDir)) {
            PostgresCluster.erase(claim.path().resolve("postgresql"));
            claim.eraseExcept("postgresql");
        }
    }

    /** Starts the server again after {@link #stop()}; does nothing while it runs. */
    public synchronized void start() {
        if (!cluster.isRunning()) {
            cluster.start(port);
        }
    }

    /** Shuts the server down cleanly; clients are cut off. Does nothing while it is stopped. */
    public synchronized void stop() {
        cluster.stop();
    }

    /** Stops the server and gives the data directory free. */
    @Override
    public synchronized void close() {
        try {
            cluster.stop();
        } finally {
            claim.close();
        }
    }

    public String jdbcUrl() {
        return PostgresCluster.jdbcUrl(port, PostgresCluster.NAME);
    }

    public String username() {
        return PostgresCluster.NAME;
    }

    public String password() {
        return cluster.password();
    }

    private void startFirst(int wanted) {
        for (int attempt = 1; ; attempt++) {
            port = wanted == 0 ? freePort() : wanted;
            try {
                cluster.start(port);
                cluster.createDatabase(port);
                LOG.info("Embedded PostgreSQL answers on port {} and keeps its data in {}", port, cluster.home());
                return;
            } catch (PostgresCluster.PortTaken e) {
                if (wanted != 0 || attempt == PORT_ATTEMPTS) {
                    throw new DatabaseUnavailable(
                            "Port " + port + " for the embedded database is in use; choose another with"
                                    + " --lagcast.database-port, or 0 for a free one.",
                            e);
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "There is no free TCP port for the embedded database: " + e.getMessage() + ".", e);
        }
    }
}
