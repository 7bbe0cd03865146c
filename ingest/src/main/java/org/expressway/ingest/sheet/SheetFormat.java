package org.expressway.ingest.sheet;

/** Whose sample sheet it is, told by what stands in it. */
public enum SheetFormat {
    TABLE("a table of samples"),
    NF_CORE("an nf-core samplesheet"),
    ILLUMINA_V1("an Illumina SampleSheet, version 1"),
    ILLUMINA_V2("an Illumina SampleSheet, version 2");

    private final String description;

    SheetFormat(String description) {
        this.description = description;
    }

    /** In a sentence. */
    public String description() {
        return description;
    }
}
