package io.lagcast.recommender.persistence;

import io.lagcast.db.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;

/**
 * History and ledger of the service on a real database, without the rest; started and stopped like the service. Closing is an orderly end.
 */
public final class TestingStorage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    private TestingStorage(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static TestingStorage start(
            TestDatabase database, Path dataDirectory, InstantSource clock, Class<?>... more) {
        return new TestingStorage(new SpringApplicationBuilder(Wiring.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .initializers(context -> context.getBeanFactory().registerSingleton("clock", clock))
                .properties(Map.of(
                        "spring.datasource.url", database.url(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password(),
                        "lagcast.data-dir", dataDirectory.toString(),
                        "lagcast.persistence.flush-interval", "50ms",
                        "lagcast.persistence.maintenance-interval", "1h"))
                .run());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Events raised so far. */
    public List<Object> events() {
        return context.getBean(Wiring.class).events;
    }

    /** Waits until a database that another test took away answers again, and is known to. */
    public static void awaitAnswer(Database database) {
        await("PostgreSQL to answer", () -> database.probe() && database.isAvailable());
    }

    /** Waits until a condition holds. */
    public static void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("Waited " + PATIENCE + " in vain for: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** Not annotated as a configuration: the scan of a whole service would find it, and keep every event. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    @ComponentScan({
        "io.lagcast.recommender.persistence",
        "io.lagcast.recommender.leadership",
        "io.lagcast.recommender.history",
        "io.lagcast.recommender.ledger"
    })
    static class Wiring {

        final List<Object> events = new CopyOnWriteArrayList<>();

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @EventListener
        void hear(PayloadApplicationEvent<?> event) {
            events.add(event.getPayload());
        }
    }
}
