package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;

/** A process that issues recommendations, says so, and then waits for somebody to kill it. */
final class KilledWebhooks {

    private KilledWebhooks() {}

    /** Arguments: the address, user and password of the database, the data directory, then workloads, each of which is recommended something. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        try (ConfigurableApplicationContext context =
                TestingWebhooks.start(arguments[0], arguments[1], arguments[2], arguments[3])) {
            // Recent enough to be kept.
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Ledger ledger = context.getBean(Ledger.class);
            for (int i = 4; i < arguments.length; i++) {
                ledger.issue(arguments[i], TestingAdvice.scaleOut(start.plusSeconds(i)), TestingAdvice.PROVENANCE);
            }
            System.out.println("issued");
            new CountDownLatch(1).await();
        }
    }
}
