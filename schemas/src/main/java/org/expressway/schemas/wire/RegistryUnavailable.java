package org.expressway.schemas.wire;

/** The schema registry did not answer, or refused: a fault of the infrastructure, never of a record. */
public final class RegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
