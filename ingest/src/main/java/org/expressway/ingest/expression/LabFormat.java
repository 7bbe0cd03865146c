package org.expressway.ingest.expression;

/** What a file turned out to be. */
public enum LabFormat {
    SALMON("salmon", "transcript estimates of salmon (quant.sf)"),
    KALLISTO("kallisto", "transcript estimates of kallisto (abundance.tsv)"),
    RSEM_GENES("rsem-genes", "gene estimates of RSEM (genes.results)"),
    RSEM_ISOFORMS("rsem-isoforms", "transcript estimates of RSEM (isoforms.results)"),
    STAR("star", "gene counts of STAR (ReadsPerGene.out.tab)"),
    HTSEQ("htseq", "gene counts of htseq-count"),
    FEATURECOUNTS("featurecounts", "gene counts of featureCounts"),
    NFCORE("nf-core", "merged table with id and name columns, as nf-core/rnaseq writes it"),
    GEO_SERIES_MATRIX("geo-series-matrix", "GEO series matrix"),
    GCT("gct", "GCT of the Broad Institute"),
    TENX_MTX("10x-mtx", "10x Genomics folder of matrix, features and barcodes"),
    TENX_H5("10x-h5", "10x Genomics HDF5 matrix"),
    H5AD("h5ad", "AnnData (.h5ad)"),
    GENES_BY_SAMPLES("genes-x-samples", "table of genes x samples"),
    SAMPLES_BY_GENES("samples-x-genes", "table of samples x genes");

    private final String id;
    private final String description;

    LabFormat(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** Short name for programs. */
    public String id() {
        return id;
    }

    /** What it is, in words. */
    public String description() {
        return description;
    }
}
