package org.expressway.analysis.guard;

/**
 * What the laboratory says of the classes in a batch, by design and without naming the class of any sample: a paired
 * study, a plate filled at random from the same clinic.
 */
public enum ClassMix {
    /** Nothing was said; the samples must prove it. */
    UNKNOWN,
    /** The classes are mixed as in the reference. */
    AS_REFERENCE
}
