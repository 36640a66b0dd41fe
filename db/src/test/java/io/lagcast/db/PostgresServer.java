package io.lagcast.db;

/** A PostgreSQL server that a test may stop and start again on the same port with the same data. */
interface PostgresServer {

    /** Name of the superuser; it needs no password from here, or has the one in {@link #password()}. */
    String user();

    String password();

    int port();

    void stop();

    void start();
}
