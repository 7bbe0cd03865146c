package org.expressway.ingest;

/** Asked between the parts of a long step whether a person wants it to end early. */
public interface Stop {
    /** Nobody does. */
    Stop NEVER = () -> false;

    boolean requested();

    /** Told when the step begins what must be brought to an end of its own, and not be cut off. */
    default void holding() {}
}
