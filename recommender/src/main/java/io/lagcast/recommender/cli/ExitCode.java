package io.lagcast.recommender.cli;

/** Exit codes after BSD's {@code sysexits.h}. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command was used wrongly: options, their values, the policy file. */
    public static final int USAGE = 64;

    /** The input data was wrong. */
    public static final int DATA = 65;

    /** The input file is not there or cannot be read. */
    public static final int NO_INPUT = 66;

    /** Something the command needs is not there: a port, a disk, a server. */
    public static final int UNAVAILABLE = 69;

    /** An error in Lagcast itself. */
    public static final int SOFTWARE = 70;

    /** An output file cannot be written. */
    public static final int CANNOT_CREATE = 73;

    private ExitCode() {}
}
