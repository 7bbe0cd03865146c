package org.expressway.scorer;

/** A bundle whose model cannot be used. */
public final class InvalidModel extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidModel(String message) {
        super(message);
    }

    InvalidModel(String message, Throwable cause) {
        super(message, cause);
    }
}
