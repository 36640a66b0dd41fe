package io.lagcast.recommender.replays;

import io.lagcast.recommender.replays.Comparison.Ranked;
import io.lagcast.recommender.replays.RecordedScenario.Recording;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A replay that somebody asked for. Mutable: one thread runs it, any may look.
 */
final class ReplayRun {

    private final UUID id;
    private final ReplayQuestion question;
    private final Instant askedAt;
    private volatile State state = new Running("reading", 0);

    ReplayRun(UUID id, ReplayQuestion question, Instant askedAt) {
        this.id = id;
        this.question = question;
        this.askedAt = askedAt;
    }

    UUID id() {
        return id;
    }

    ReplayQuestion question() {
        return question;
    }

    Instant askedAt() {
        return askedAt;
    }

    State state() {
        return state;
    }

    boolean isOver() {
        return !(state instanceof Running);
    }

    void progress(String doing, double share) {
        if (state instanceof Running) {
            state = new Running(doing, share);
        }
    }

    void done(Recording recording, List<Ranked> outcomes) {
        end(new Done(recording, outcomes));
    }

    void failed(String why) {
        end(new Failed(why));
    }

    void cancel() {
        end(new Failed("Somebody ended it."));
    }

    private synchronized void end(State last) {
        if (!isOver()) {
            state = last;
        }
    }

    /** How far it is. */
    sealed interface State {}

    /**
     * Under way.
     *
     * @param doing what is run now
     * @param share done, from 0 to 1
     */
    record Running(String doing, double share) implements State {}

    /**
     * There is an answer.
     *
     * @param recording what was replayed
     * @param outcomes what came of it
     */
    record Done(Recording recording, List<Ranked> outcomes) implements State {

        Done {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * There will be none.
     *
     * @param why in words
     */
    record Failed(String why) implements State {}
}
