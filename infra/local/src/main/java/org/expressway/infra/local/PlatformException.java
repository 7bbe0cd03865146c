package org.expressway.infra.local;

/** A part of the local platform could not be started, found or stopped. The message is written for the person at the terminal. */
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
