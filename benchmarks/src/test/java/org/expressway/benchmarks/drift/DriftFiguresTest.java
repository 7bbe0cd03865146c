package org.expressway.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.expressway.analysis.drift.Diagnosis.Cause;
import org.junit.jupiter.api.Test;

/** The quick forms of {@link DriftFigures}: fewer splits and genes, wider bounds, the same code. */
class DriftFiguresTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final Path QUARTET = Path.of("../../shared/data/quartet-rnaseq-2labs");

    @Test
    void chartsRunAboutAsLongInControlAsIsAsked() {
        double mean = new SimulatedFigures(300, 300, 0, NOWHERE).run(4, 0).geometricMean();
        assertThat(mean).isBetween(120., 750.);
    }

    @Test
    void aLotAndAnotherMixAreToldApart() {
        DiagnosisFigures world = new DiagnosisFigures(300, 300, 0, 5);
        int lots = 0;
        int mixes = 0;
        for (int run = 0; run < 6; run++) {
            lots += world.cause(Change.dense(.5), false, 0) == Cause.INSTRUMENT_OR_LOT ? 1 : 0;
            mixes += world.cause(Change.mix(2), false, 0) == Cause.CASE_MIX ? 1 : 0;
        }
        assertThat(lots).isGreaterThanOrEqualTo(5);
        assertThat(mixes).isGreaterThanOrEqualTo(4);
    }

    @Test
    void anotherLaboratoryIsSeenWithinADozenSamplesAndTheSameOneIsNot() throws IOException {
        assumeTrue(Files.isDirectory(QUARTET), "no public data");
        QuartetFigures quartet = new QuartetFigures(QUARTET);
        assertThat(quartet.across().alarm()).isBetween(1, 12);
        assertThat(quartet.controlsAcross()).isBetween(1, 12);
        assertThat(quartet.within("1").alarm()).isZero();
        assertThat(quartet.controlsWithin("1")).isZero();
    }
}
