package io.lagcast.recommender.leadership;

/**
 * Work that only the leader does. Duties are taken up in the order of their beans ({@code @Order}, lowest first) and laid down in the opposite one, always
 * by one thread, which also renews the lease: neither may take long.
 */
public interface LeaderDuty {

    /** What is read must be there before anything is decided from it. */
    int READING = 0;

    /** Decisions are made before there is anything to decide about. */
    int DECIDING = 100;

    /** Sources of samples, and what acts on decisions. */
    int ACTING = 200;

    /** This instance leads from now on. */
    void begin();

    /** It does not any more: it stops, or another has taken over already. */
    void end();
}
