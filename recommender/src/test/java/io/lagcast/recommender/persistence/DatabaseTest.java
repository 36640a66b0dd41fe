package io.lagcast.recommender.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.lagcast.db.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    /** The pool takes no shorter one. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    @Test
    void takesACrowdForACrowdAndNotForAnOutage() throws Exception {
        try (SmallPool pool = new SmallPool(TestDatabase.migrated());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Database database = new Database(pool, new SchemaMigration(), Instant::now);
            database.firstProbe();
            CountDownLatch taken = new CountDownLatch(SmallPool.SIZE);
            CountDownLatch enough = new CountDownLatch(1);
            List<Future<Boolean>> holders = Stream.generate(() -> threads.submit(() -> database.transaction(session -> {
                        taken.countDown();
                        return await(enough);
                    })))
                    .limit(SmallPool.SIZE)
                    .toList();
            assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();

            Future<Integer> late = threads.submit(() -> database.transaction(session ->
                    session.jdbc().sql("SELECT 42").query(Integer.class).single()));
            TestingStorage.await("the pool to refuse the late one", () -> pool.refused.get() >= 3);
            assertThat(late).isNotDone();
            assertThat(database.isAvailable()).isTrue();
            enough.countDown();

            assertThat(late.get(60, TimeUnit.SECONDS)).isEqualTo(42);
            for (Future<Boolean> holder : holders) {
                assertThat(holder.get(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(database.isAvailable()).isTrue();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(300, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class SmallPool extends HikariDataSource {

        /** Migrating takes two at once. */
        static final int SIZE = 2;

        private final AtomicInteger refused = new AtomicInteger();

        SmallPool(TestDatabase database) {
            setJdbcUrl(database.url());
            setUsername(database.user());
            setPassword(database.password());
            setMaximumPoolSize(SIZE);
            setConnectionTimeout(SHORTEST_WAIT.toMillis());
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                return super.getConnection();
            } catch (SQLException noneFree) {
                refused.incrementAndGet();
                throw noneFree;
            }
        }
    }
}
