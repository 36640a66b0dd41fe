package io.lagcast.recommender.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A process with an embedded database that writes one row, says so and then waits for somebody to kill it. */
final class KilledProcess {

    private KilledProcess() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws SQLException, InterruptedException {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS survivor");
            statement.execute("CREATE TABLE survivor (number int)");
            statement.execute("INSERT INTO survivor VALUES (42)");
            System.out.println("written");
            new CountDownLatch(1).await();
        }
    }
}
