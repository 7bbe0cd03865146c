package org.expressway.ingest.sheet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet says about the material of a sample; null where it says nothing.
 *
 * @param preservation FFPE, FROZEN or FRESH
 * @param tumourFraction share of tumour cells, 0 to 1
 * @param rin RNA integrity number, 1 to 10
 * @param receivedAt when it arrived at the laboratory
 * @param dv200 share of RNA fragments over 200 nucleotides, 0 to 1
 */
public record SpecimenRow(
        @Nullable String type,
        @Nullable String preservation,
        @Nullable Double tumourFraction,
        @Nullable Double rin,
        @Nullable Double dv200,
        @Nullable String extractionLot,
        @Nullable Instant receivedAt) {
    /** Nothing is known. */
    public static final SpecimenRow UNKNOWN = new SpecimenRow(null, null, null, null, null, null, null);
}
