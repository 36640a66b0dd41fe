package io.lagcast.recommender.collection;

/** A group whose lag cannot be told from committed offsets. */
final class UnsupportedGroupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedGroupException(String group) {
        super("Group \"" + group + "\" is a share group, which commits no offsets to measure lag by.\n"
                + "Maybe watch a consumer group, or push samples of your own");
    }
}
