package org.expressway.analysis.correct;

/** What a sample is for. */
public enum MemberRole {
    /** A sample of the study; the only kind whose values say how a batch or a reference lies. */
    STUDY,
    /** A bridging control: a known material, run beside the study. */
    CONTROL,
    /** Nothing was put in; never part of any statistic. */
    BLANK
}
