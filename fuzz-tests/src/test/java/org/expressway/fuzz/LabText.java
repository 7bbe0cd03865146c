package org.expressway.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.expressway.ingest.expression.Orientation;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.schemas.avro.ExpressionUnit;

/** What a person may say of a file, drawn by the file's own bytes, so that an input is always read in the same way. */
final class LabText {
    private static final List<ReadOptions> SAID = List.of(
            ReadOptions.NONE,
            ReadOptions.NONE.withUnit(ExpressionUnit.TPM).withStrandedness(Strandedness.REVERSE),
            ReadOptions.NONE.withOrientation(Orientation.SAMPLES_BY_GENES).withSampleName("S"),
            ReadOptions.NONE.withSamples(Set.of("A", "S1")).withUnit(ExpressionUnit.COUNTS));

    private LabText() {}

    static ReadOptions options(byte[] bytes) {
        return SAID.get(Math.floorMod(Arrays.hashCode(bytes), SAID.size()));
    }
}
