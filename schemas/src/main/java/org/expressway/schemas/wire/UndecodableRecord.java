package org.expressway.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not a record of the expected type: a fault of the data, which becomes a dead letter. */
public final class UndecodableRecord extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UndecodableRecord(String message) {
        super(message);
    }

    public UndecodableRecord(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what is wrong with data, once for each broken record; where in the code that was seen helps nobody. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
