package io.lagcast.recommender.ledger;

import static io.lagcast.recommender.ledger.TestingAdvice.PROVENANCE;
import static io.lagcast.recommender.ledger.TestingAdvice.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.costmodel.Advice;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import io.lagcast.recommender.persistence.TestingClock;
import io.lagcast.recommender.persistence.TestingStorage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerIT {

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.empty();
    private final TestingClock clock = new TestingClock(START);
    private TestingStorage storage;

    @BeforeEach
    void open() {
        storage = TestingStorage.start(database, directory, clock, TestingOutbox.class);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void putsARecommendationInForceAtOnceAndSaysSo() {
        Recommendation issued = issue(TestingAdvice.scaleOut(START));

        assertThat(ledger().latest("orders")).contains(issued);
        assertThat(storage.events()).contains(new RecommendationIssued(issued));
        assertThat(issued.id().version()).isEqualTo(7);
    }

    @Test
    void servesTheSameRecommendationRightAfterARestart() {
        for (Advice advice :
                List.of(TestingAdvice.scaleOut(START), TestingAdvice.hold(at(1)), TestingAdvice.abstain(at(2)))) {
            Recommendation issued = issue(advice);
            awaitStored(advice.time());

            restart();

            Recommendation latest = ledger().latest("orders").orElseThrow();
            assertThat(latest).usingRecursiveComparison().isEqualTo(issued);
        }
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<Recommendation> issued = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Three at a time share their instant, so that a page may end between equals.
            issued.addFirst(issue(TestingAdvice.hold(at(i / 3))));
        }
        issue("other", TestingAdvice.hold(at(3)));
        TestingStorage.await("26 rows", () -> rows("recommendations") == 26);

        List<Recommendation> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            RecommendationPage page = ledger().list("orders", START, at(100), cursor, 10);
            listed.addAll(page.items());
            cursor = page.nextCursor();
            pages++;
        } while (cursor.isPresent());

        assertThat(pages).isEqualTo(3);
        assertThat(listed)
                .extracting(Recommendation::id)
                .containsExactlyElementsOf(
                        issued.stream().map(Recommendation::id).toList());
        assertThat(ledger().list("orders", at(1), at(2), Optional.empty(), 100).items())
                .hasSize(3);
    }

    @Test
    void refusesACursorItDidNotMake() {
        assertThatThrownBy(() -> ledger().list("orders", START, at(1), Optional.of("nonsense"), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void losesAndDoublesNothingWhenPostgresIsAwayForAWhile() {
        issue(TestingAdvice.hold(START));
        TestingStorage.await("one row", () -> rows("recommendations") == 1);

        TestDatabase.stopServer();
        Stream.of(at(1), at(2), at(3)).map(TestingAdvice::scaleOut).forEach(this::issue);
        assertThat(ledger().latest("orders").orElseThrow().time()).isEqualTo(at(3));
        TestingStorage.await("a quick refusal", this::listingIsRefused);
        storage.close();
        open();
        assertThat(ledger().latest("orders").orElseThrow().time())
                .as("from disk")
                .isEqualTo(at(3));
        TestDatabase.startServer();

        awaitStored(at(3));
        assertThat(rows("recommendations")).isEqualTo(4);
    }

    @Test
    void tellsOutboxesInTheTransactionThatStores() {
        TestingOutbox outbox = storage.bean(TestingOutbox.class);
        outbox.failures.set(2);

        Recommendation issued = issue(TestingAdvice.hold(START));

        TestingStorage.await("the outbox row", () -> rows("outbox_of_test") == 1);
        assertThat(rows("recommendations")).isEqualTo(1);
        assertThat(outbox.told.getLast()).extracting(Recommendation::id).containsExactly(issued.id());
    }

    private boolean listingIsRefused() {
        try {
            ledger().list("orders", START, at(1), Optional.empty(), 10);
            return false;
        } catch (DatabaseUnreachable refused) {
            return true;
        }
    }

    private Recommendation issue(Advice advice) {
        return issue("orders", advice);
    }

    private Recommendation issue(String workload, Advice advice) {
        return ledger().issue(workload, advice, PROVENANCE);
    }

    private Ledger ledger() {
        return storage.bean(Ledger.class);
    }

    private void restart() {
        storage.close();
        open();
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private void awaitStored(Instant time) {
        TestingStorage.await(
                "a row of " + time,
                () -> database.jdbc()
                                .sql("SELECT count(*) FROM recommendations WHERE decided_at = :time::timestamptz")
                                .param("time", time.toString())
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private int rows(String table) {
        boolean there = database.jdbc()
                .sql("SELECT to_regclass(:table) IS NOT NULL")
                .param("table", table)
                .query(Boolean.class)
                .single();
        return there
                ? database.jdbc()
                        .sql("SELECT count(*) FROM " + table)
                        .query(Integer.class)
                        .single()
                : 0;
    }

    /** Writes a row per recommendation, after failing as often as it is told to. */
    static final class TestingOutbox implements OutboxWriter {

        private final List<List<Recommendation>> told = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void write(Session session, List<Recommendation> stored) throws SQLException {
            session.jdbc()
                    .sql("CREATE TABLE IF NOT EXISTS outbox_of_test (id uuid)")
                    .update();
            for (Recommendation each : stored) {
                session.jdbc()
                        .sql("INSERT INTO outbox_of_test VALUES (:id)")
                        .param("id", each.id())
                        .update();
            }
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The outbox fails once more");
            }
            told.add(stored);
        }
    }
}
