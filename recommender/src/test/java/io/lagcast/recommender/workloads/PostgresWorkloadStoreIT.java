package io.lagcast.recommender.workloads;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.TestingStorage;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@TestInstance(Lifecycle.PER_CLASS)
class PostgresWorkloadStoreIT extends WorkloadStoreContract {

    @SuppressWarnings("NullAway.Init")
    private TestingStorage storage;

    private boolean off;

    @BeforeAll
    void start(@TempDir Path dataDirectory) {
        storage = TestingStorage.start(TestDatabase.migrated(), dataDirectory, Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        storage.close();
    }

    @Override
    WorkloadStore store() {
        return new PostgresWorkloadStore(
                storage.bean(Database.class), new StaticListableBeanFactory().getBeanProvider(StoredChange.class));
    }

    @Override
    void switchOff() {
        TestDatabase.stopServer();
        off = true;
    }

    @Override
    void switchOn() {
        if (off) {
            TestDatabase.startServer();
            off = false;
        }
        TestingStorage.await("PostgreSQL to be back", storage.bean(Database.class)::isAvailable);
    }
}
