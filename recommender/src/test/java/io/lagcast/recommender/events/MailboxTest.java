package io.lagcast.recommender.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final Duration NO_TIME = Duration.ZERO;

    private final Mailbox mailbox = new Mailbox(2);

    @Test
    void givesEventsInTheirOrder() throws InterruptedException {
        mailbox.offer(LiveEvent.recommendation("1", "a", "first"));
        mailbox.offer(LiveEvent.recommendation("2", "a", "second"));

        assertThat(mailbox.take(NO_TIME)).map(LiveEvent::data).contains("first");
        assertThat(mailbox.take(NO_TIME)).map(LiveEvent::data).contains("second");
        assertThat(mailbox.take(NO_TIME)).isEmpty();
    }

    @Test
    void keepsOnlyTheNewestStateOfAWorkload() throws InterruptedException {
        mailbox.offer(LiveEvent.workload("1", "a", "old"));
        mailbox.offer(LiveEvent.workload("2", "b", "other"));
        mailbox.offer(LiveEvent.workload("3", "a", "new"));

        assertThat(mailbox.take(NO_TIME)).map(LiveEvent::data).contains("new");
        assertThat(mailbox.take(NO_TIME)).map(LiveEvent::data).contains("other");
        assertThat(mailbox.isClosed()).isFalse();
    }

    @Test
    void closesWhenTooMuchWaits() throws InterruptedException {
        mailbox.offer(LiveEvent.recommendation("1", "a", "first"));
        mailbox.offer(LiveEvent.recommendation("2", "a", "second"));

        assertThat(mailbox.offer(LiveEvent.recommendation("3", "a", "third"))).isFalse();
        assertThat(mailbox.isClosed()).isTrue();
        assertThat(mailbox.take(Duration.ofDays(1))).as("and keeps nothing").isEmpty();
    }
}
