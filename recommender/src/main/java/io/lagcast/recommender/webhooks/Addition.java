package io.lagcast.recommender.webhooks;

/** What became of a request to add a subscription. */
sealed interface Addition {

    /** There is a new one. */
    record Made(String id) implements Addition {}

    /** The request was sent before and made this one. */
    record Repeated(String id) implements Addition {}

    /** Its key marks another request. */
    record KeyReused() implements Addition {}

    /** There are as many as allowed. */
    record TooMany() implements Addition {}
}
