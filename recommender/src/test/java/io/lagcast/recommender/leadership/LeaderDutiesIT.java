package io.lagcast.recommender.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.persistence.TestingStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;

class LeaderDutiesIT {

    @TempDir
    Path directory;

    /** A sample taken here between the lead and its duties would be seen and never decided about. */
    @Test
    void areTakenUpBeforeTheLeadIsConfirmed() {
        try (TestingStorage storage =
                TestingStorage.start(TestDatabase.migrated(), directory, Clock.systemUTC(), TestingDuty.class)) {
            assertThat(storage.bean(TestingDuty.class).saw).containsExactly("leads, not confirmed");
            assertThat(storage.bean(Leadership.class).isConfirmed()).isTrue();
        }
    }

    /** Notes what is said of the lead when it begins. */
    static final class TestingDuty implements LeaderDuty {

        private final List<String> saw = new CopyOnWriteArrayList<>();
        private final ObjectProvider<Leadership> leadership;

        TestingDuty(ObjectProvider<Leadership> leadership) {
            this.leadership = leadership;
        }

        @Override
        public void begin() {
            Leadership now = leadership.getObject();
            saw.add((now.leads() ? "leads, " : "follows, ") + (now.isConfirmed() ? "confirmed" : "not confirmed"));
        }

        @Override
        public void end() {
            // Nothing was taken up.
        }
    }
}
