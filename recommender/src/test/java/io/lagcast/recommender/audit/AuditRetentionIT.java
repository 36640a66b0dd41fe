package io.lagcast.recommender.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.persistence.Database;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AuditRetentionIT extends RunningService {

    @Autowired
    private AuditRetention retention;

    @Autowired
    private Database database;

    @Test
    void removesChangesThatAreOlderThanConfiguredAndNoOthers() {
        insert(-3000, 2500, "401 days");
        insert(-500, 10, "399 days");

        retention.keepHouse();

        assertThat(count("-3000 AND -501")).isZero();
        assertThat(count("-500 AND -1")).isEqualTo(10);
    }

    /** With ids below those of the changes of other tests: ids ascend with time. */
    private void insert(int firstId, int rows, String age) {
        database.transaction(session -> session.jdbc()
                .sql("""
                        INSERT INTO audit_log (id, changed_at, caller, change, subject) OVERRIDING SYSTEM VALUE
                        SELECT :first + n, now() - :age::interval, 'somebody', 'WORKLOAD_PUT', 'aged' FROM generate_series(0, :rows - 1) AS n
                        """)
                .param("first", firstId)
                .param("age", age)
                .param("rows", rows)
                .update());
    }

    private int count(String range) {
        return database.transaction(session -> session.jdbc()
                .sql("SELECT count(*) FROM audit_log WHERE id BETWEEN " + range)
                .query(Integer.class)
                .single());
    }
}
