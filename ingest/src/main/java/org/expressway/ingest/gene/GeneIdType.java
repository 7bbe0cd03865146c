package org.expressway.ingest.gene;

import java.util.List;
import java.util.regex.Pattern;

/** The kinds of gene ids, by their form. */
public enum GeneIdType {
    ENSEMBL("ENSG\\d{11}"),
    ENSEMBL_VERSIONED("ENSG\\d{11}\\.\\d+(_PAR_Y)?|ENSG\\d{11}_PAR_Y"),
    ENSEMBL_TRANSCRIPT("ENST\\d{11}(\\.\\d+)?(_PAR_Y)?"),
    ENTREZ("\\d{1,9}"),
    PROBE("\\S+_(at|st)|ILMN_\\d+|A_\\d\\d_P\\d+|cg\\d{8}|TC\\w+\\.hg\\.\\d"),
    OTHER_SPECIES(String.join(
            "|",
            "ENS(?!G\\d|T\\d)[A-Z]{3,}[GT]\\d{11}(\\.\\d+)?", // Ensembl names its species in three letters, but for man
            "Y[A-P][LR]\\d{3}[WC](-[A-Z])?|Q0\\d{3}|t[A-Z]\\([ACGTU]{3}\\)\\w+", // budding yeast
            "SP[ABC]+\\S*\\d\\S*\\.\\d\\S*", // fission yeast
            "FBgn\\d{7}", // fruit fly
            "WBGene\\d{8}", // nematode
            "AT[1-5CM]G\\d{5}", // thale cress
            "b\\d{4}")), // Escherichia coli
    SYMBOL("[A-Za-z][A-Za-z0-9]*([-.@_/][A-Za-z0-9]+)*"),
    OTHER(".*");

    private static final List<GeneIdType> ORDER = List.of(values());

    private final Pattern form;

    GeneIdType(String form) {
        this.form = Pattern.compile(form);
    }

    /** The first kind whose form an id has. */
    public static GeneIdType of(String id) {
        for (GeneIdType type : ORDER) {
            if (type.form.matcher(id).matches()) {
                return type;
            }
        }
        return OTHER;
    }

    /** Whether ids of this kind mean one gene each, so that one standing twice is a fault of the file. */
    public boolean unique() {
        return this == ENSEMBL || this == ENSEMBL_VERSIONED || this == ENTREZ || this == PROBE || this == OTHER;
    }

    /** Whether ids of this form are known to be of genes, wherever they stand. */
    public boolean telling() {
        return this != SYMBOL && this != OTHER && this != ENTREZ;
    }

    /** Whether it is a gene of Ensembl, with or without version. */
    public boolean ensembl() {
        return this == ENSEMBL || this == ENSEMBL_VERSIONED;
    }

    /** An Ensembl id without its version; any other id as it is. */
    public static String unversioned(String id) {
        if (!id.startsWith("ENS")) {
            return id;
        }
        String gene = id.endsWith("_PAR_Y") ? id.substring(0, id.length() - 6) : id;
        int point = gene.indexOf('.');
        return point < 0 ? gene : gene.substring(0, point);
    }
}
