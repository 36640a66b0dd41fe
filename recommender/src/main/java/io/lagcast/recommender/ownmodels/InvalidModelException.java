package io.lagcast.recommender.ownmodels;

/** A model of the user's cannot be used. The message says which, why, and what to do. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A model of that name, and what is wrong with it. */
    public InvalidModelException(String model, String problem) {
        super("The model " + model + " (lagcast.forecast.models." + model + ") cannot be used: " + problem);
    }

    /** The same, found by something that has more to say. */
    public InvalidModelException(String model, String problem, Throwable cause) {
        this(model, problem);
        initCause(cause);
    }
}
