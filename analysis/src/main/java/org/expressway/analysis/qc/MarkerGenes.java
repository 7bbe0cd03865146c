package org.expressway.analysis.qc;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Where the genes with a name of their own stand in the panel: known by human symbol, or by Ensembl id with or without
 * its version. Empty where the panel has none.
 *
 * @param mitochondrial the 37 genes of the mitochondrial genome that the panel has (symbol MT-*), ascending
 * @param xist XIST, expressed where there are two X chromosomes
 * @param chromosomeY RPS4Y1 and DDX3Y, expressed where there is a Y chromosome
 */
public record MarkerGenes(int[] mitochondrial, int[] xist, int[] chromosomeY) {
    /** Of a panel whose gene ids are not known. */
    public static final MarkerGenes NONE = new MarkerGenes(new int[0], new int[0], new int[0]);

    /** GENCODE v36, chromosome M. */
    private static final Set<String> MITOCHONDRIAL = Set.of(
            "ENSG00000198695",
            "ENSG00000198712",
            "ENSG00000198727",
            "ENSG00000198763",
            "ENSG00000198786",
            "ENSG00000198804",
            "ENSG00000198840",
            "ENSG00000198886",
            "ENSG00000198888",
            "ENSG00000198899",
            "ENSG00000198938",
            "ENSG00000209082",
            "ENSG00000210049",
            "ENSG00000210077",
            "ENSG00000210082",
            "ENSG00000210100",
            "ENSG00000210107",
            "ENSG00000210112",
            "ENSG00000210117",
            "ENSG00000210127",
            "ENSG00000210135",
            "ENSG00000210140",
            "ENSG00000210144",
            "ENSG00000210151",
            "ENSG00000210154",
            "ENSG00000210156",
            "ENSG00000210164",
            "ENSG00000210174",
            "ENSG00000210176",
            "ENSG00000210184",
            "ENSG00000210191",
            "ENSG00000210194",
            "ENSG00000210195",
            "ENSG00000210196",
            "ENSG00000211459",
            "ENSG00000212907",
            "ENSG00000228253");

    private static final Set<String> XIST = Set.of("XIST", "ENSG00000229807");
    private static final Set<String> CHROMOSOME_Y = Set.of("RPS4Y1", "ENSG00000129824", "DDX3Y", "ENSG00000067048");

    /** @param geneIds of the panel, in its order */
    public static MarkerGenes in(List<String> geneIds) {
        List<String> plain = geneIds.stream().map(MarkerGenes::plain).toList();
        return new MarkerGenes(
                places(plain, id -> id.startsWith("MT-") || MITOCHONDRIAL.contains(id)),
                places(plain, XIST::contains),
                places(plain, CHROMOSOME_Y::contains));
    }

    private static int[] places(List<String> ids, Predicate<String> wanted) {
        return IntStream.range(0, ids.size())
                .filter(g -> wanted.test(ids.get(g)))
                .toArray();
    }

    /** Upper case, and an Ensembl id without its version. */
    private static String plain(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        int dot = upper.indexOf('.');
        return dot > 0 && upper.startsWith("ENSG") ? upper.substring(0, dot) : upper;
    }
}
