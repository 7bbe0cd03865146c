package org.expressway.ingest.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file is.
 *
 * @param format short name, such as {@code salmon} or {@code genes-x-samples}
 * @param genes rows of genes as they stand, repeated ones included
 * @param unit COUNTS, LOG2, TPM, CPM, FPKM, or UNKNOWN where nothing tells
 * @param unitFrom who says the unit: {@code format}, {@code values}, {@code you} or {@code nobody}
 * @param geneIdType ensembl, ensembl-versioned, ensembl-transcript, entrez, symbol, probe, other-species or other
 * @param mappedFraction share of the gene ids that are known, 0 to 1
 * @param mappedTo what {@code mappedFraction} is the share in: {@code annotation}, or {@code form} where no annotation
 *     was given and the ids only look like those of human genes
 * @param unmatched some ids that are not known
 * @param repeatedGenes rows that mean a gene which an earlier row means
 * @param librarySizes sum of each sample's values, in the order of {@code sampleIds}; null where they are logarithms
 * @param missing values that are missing
 * @param sampleColumns what the file says of its samples, by name
 * @param sha256 of the file as stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Inspection(
        String file,
        String format,
        String description,
        int genes,
        int samples,
        List<String> sampleIds,
        String unit,
        String unitFrom,
        String geneIdType,
        double mappedFraction,
        String mappedTo,
        List<String> unmatched,
        int repeatedGenes,
        double @Nullable [] librarySizes,
        long missing,
        List<String> sampleColumns,
        String sha256,
        List<String> warnings,
        List<String> notes) {}
