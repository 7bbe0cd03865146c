package org.expressway.stream.admit;

import org.expressway.schemas.avro.RejectionReason;

/** A record that cannot be used, and why: caught where its dead letter is made. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String step;
    private final RejectionReason reason;

    Refused(String step, RejectionReason reason, String message) {
        super(message, null, false, false);
        this.step = step;
        this.reason = reason;
    }

    String step() {
        return step;
    }

    RejectionReason reason() {
        return reason;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
