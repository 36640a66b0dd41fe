package io.lagcast.recommender.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
public final class TestingClock implements InstantSource {

    private volatile Instant now;

    public TestingClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration length) {
        now = now.plus(length);
    }
}
