package org.expressway.cli;

/** No platform runs where the command looked for one. */
public final class UnreachablePlatform extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachablePlatform(String message, Throwable cause) {
        super(message, cause);
    }
}
