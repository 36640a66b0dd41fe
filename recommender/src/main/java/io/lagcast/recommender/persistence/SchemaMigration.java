package io.lagcast.recommender.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.stereotype.Component;

/**
 * Brings the schema to this version when the server first answers. Spring Boot would do it while the service starts, and not start when PostgreSQL is
 * down; its own Flyway bean is therefore off ({@code spring.flyway.enabled=false}).
 */
@Component
class SchemaMigration {

    private boolean done;

    synchronized void ensure(DataSource dataSource) {
        if (done) {
            return;
        }
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .connectRetries(0)
                .load()
                .migrate();
        done = true;
    }
}
