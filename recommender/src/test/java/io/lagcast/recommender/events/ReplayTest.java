package io.lagcast.recommender.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayTest {

    private final Replay replay = new Replay(2, 1000);

    @Test
    void givesWhatCameAfterTheEventLastSeen() {
        String first = recommendation("first");
        recommendation("second");

        assertThat(replay.after(first))
                .hasValueSatisfying(
                        missed -> assertThat(missed).extracting(LiveEvent::data).containsExactly("second"));
        assertThat(replay.after(replay.newestId()))
                .hasValueSatisfying(missed -> assertThat(missed).isEmpty());
    }

    @Test
    void saysWhenSomethingThatWasMissedIsNotKeptAnyMore() {
        String first = recommendation("first");
        String second = recommendation("second");
        recommendation("third");
        recommendation("fourth");

        assertThat(replay.after(first)).isEmpty();
        assertThat(replay.after(second))
                .hasValueSatisfying(missed -> assertThat(missed).hasSize(2));
    }

    @Test
    void keepsOnlyTheNewestStateOfAWorkload() {
        String before = recommendation("first");
        state("old");
        state("new");

        assertThat(replay.after(before))
                .hasValueSatisfying(
                        missed -> assertThat(missed).extracting(LiveEvent::data).containsExactly("new"));
    }

    @Test
    void doesNotPretendToKnowWhatNobodyHeard() {
        String first = recommendation("first");
        replay.skip();

        assertThat(replay.after(first)).isEmpty();
        assertThat(replay.after(replay.newestId())).isPresent();
    }

    @Test
    void knowsNoIdOfAnotherRun() {
        recommendation("first");

        assertThat(replay.after("999-1")).isEmpty();
        assertThat(replay.after("1000-2")).as("not published yet").isEmpty();
        assertThat(replay.after("1000-x")).isEmpty();
    }

    private String recommendation(String data) {
        String id = replay.nextId();
        replay.keep(LiveEvent.recommendation(id, "orders", data));
        return id;
    }

    private void state(String data) {
        replay.keep(LiveEvent.workload(replay.nextId(), "orders", data));
    }
}
