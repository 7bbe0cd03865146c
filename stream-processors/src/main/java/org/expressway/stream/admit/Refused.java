package org.expressway.stream.admit;

import org.expressway.schemas.avro.RejectionReason;

/** A record that cannot be used, and why: caught where its dead letter is made. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String step;
    private final RejectionReason reason;

    public Refused(String step, RejectionReason reason, String message) {
        super(message, null, false, false);
        this.step = step;
        this.reason = reason;
    }

    public String step() {
        return step;
    }

    public RejectionReason reason() {
        return reason;
    }

    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
