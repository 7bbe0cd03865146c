package org.expressway.ingest.redrive;

/** Whether the service that reads a topic has committed what is at a place, and with it any letter that it wrote. */
@FunctionalInterface
public interface Passed {
    boolean passed(Place place);
}
