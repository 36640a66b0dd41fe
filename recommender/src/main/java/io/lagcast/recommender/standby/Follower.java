package io.lagcast.recommender.standby;

import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Follows the leader through PostgreSQL, several times a second: what it recommended, and then what it saw of those workloads. Reads whatever is left when
 * this instance takes over, and waits until everything is stored when it hands over.
 */
@Component
@Order(LeaderDuty.READING)
class Follower implements LeaderDuty {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    /** A few rounds of the background writer; what is not stored by then is refused. */
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);

    private static final Duration FLUSH_CHECK = Duration.ofMillis(20);

    private final Leadership leadership;
    private final Ledger ledger;
    private final Histories histories;
    private final Database database;
    /** Workloads of which a recommendation is known here, but not yet the sample that it rests on. */
    private final Set<String> behind = new HashSet<>();

    Follower(Leadership leadership, Ledger ledger, Histories histories, Database database) {
        this.leadership = leadership;
        this.ledger = ledger;
        this.histories = histories;
        this.database = database;
    }

    @Scheduled(fixedDelayString = "${lagcast.leadership.follow-interval:500ms}")
    void follow() {
        if (leadership.leads() || !database.isAvailable()) {
            return;
        }
        try {
            readOnce();
        } catch (DatabaseUnreachable away) {
            log.debug("The leader is followed later: {}", away.getMessage());
        }
    }

    private synchronized int readOnce() {
        List<Recommendation> news = ledger.follow();
        news.forEach(recommendation -> behind.add(recommendation.workload()));
        histories.follow(behind);
        behind.removeIf(workload -> ledger.latest(workload)
                .filter(latest -> !histories.reaches(workload, latest.time()))
                .isEmpty());
        return news.size();
    }

    @Override
    public void begin() {
        try {
            if (ledger.follows()) {
                readRest();
            }
            ledger.continueStored();
        } catch (DatabaseUnreachable away) {
            log.warn("Leads without the newest of what the leader before has left: {}", away.getMessage());
        }
    }

    private void readRest() {
        while (readOnce() > 0) {
            log.debug("Reading what the leader before has left");
        }
        histories.followAll();
    }

    /** Waits for what is queued, so that it is there when the next leader reads; while PostgreSQL is away there is nothing to wait for. */
    @Override
    public void end() {
        long deadlineNanos = System.nanoTime() + LONGEST_FLUSH.toNanos();
        while (!ledger.isStored() && database.isAvailable() && System.nanoTime() < deadlineNanos) {
            try {
                Thread.sleep(FLUSH_CHECK);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        ledger.unfollow();
    }
}
