package org.expressway.cli;

/** What an exit code of {@code expressway} means. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    public static final int BAD_DATA = 3;
    public static final int UNREACHABLE = 4;
    public static final int NOT_ALLOWED = 5;
    public static final int PARTLY_DONE = 6;

    private ExitCode() {}
}
