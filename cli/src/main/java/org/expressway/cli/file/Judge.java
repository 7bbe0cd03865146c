package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.analysis.qc.DuplicateValues;
import org.expressway.analysis.qc.JudgedSample;
import org.expressway.analysis.qc.QualityCheck;
import org.expressway.analysis.qc.QualityResult;
import org.expressway.analysis.qc.Sex;
import org.expressway.analysis.reference.GenePanel;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.publish.PanelAlignment;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.schemas.artifact.Panel;

/** Judges the samples of a file against a reference, once. */
final class Judge {
    private final ReferenceProfile profile;
    private final PanelAlignment alignment;
    private final DuplicateValues seen = new DuplicateValues();

    private Judge(ReferenceProfile profile, PanelAlignment alignment) {
        this.profile = profile;
        this.alignment = alignment;
    }

    /** By a frozen profile. */
    static Judge of(Path profile, ExpressionMatrix matrix) throws IOException {
        ProfileFile file = ProfileFile.read(profile, matrix.genes());
        return new Judge(file.profile(), file.alignment());
    }

    /** By the file's own study samples, or those of them that are named by position; none of them is left out. */
    static Judge learnedFrom(ExpressionMatrix matrix, List<SampleRow> rows, int[] cohort, ValueUnit unit) {
        Panel panel = new Panel(matrix.genes());
        List<ReferenceSample> samples = new ArrayList<>();
        for (int s : cohort) {
            SampleRow row = rows.get(s);
            samples.add(new ReferenceSample(
                    row.sampleId(), row.subject(), Member.roleOf(row), null, matrix.values()[s], null));
        }
        ReferenceProfile profile = ReferenceBuilder.build(
                new GenePanel(panel.id(), panel.genes()), List.of("file"), samples, ReferenceSettings.defaults(unit));
        return new Judge(profile, PanelAlignment.of(panel, matrix.genes()));
    }

    /**
     * Judges in the order of the ids, so that the same sample is the original of a duplicate whatever the columns' order.
     *
     * @return in the file's order
     */
    List<Judgement> judge(LabFiles.Read<ExpressionMatrix> read, Progress progress) {
        int[] byId = Scale.everySample(read.matrix());
        Judgement[] judgements = new Judgement[byId.length];
        progress.started("judging", byId.length);
        for (int i = 0; i < byId.length; i++) {
            SampleRow row = read.rows().get(byId[i]);
            judgements[byId[i]] =
                    Judgement.of(row.sampleId(), judge(row, read.matrix().values()[byId[i]]));
            progress.advanced(i + 1);
        }
        progress.finished();
        return List.of(judgements);
    }

    /** @param values in the file's order */
    private List<QualityResult> judge(SampleRow row, float[] values) {
        float[] aligned = alignment.apply(values);
        JudgedSample sample = new JudgedSample(
                aligned,
                profile.unit().linear(),
                normalized(aligned),
                Sex.valueOf(row.sex().name()));
        List<QualityResult> results = new ArrayList<>(QualityCheck.of(sample, profile.limits()));
        QualityResult duplicate = seen.see(row.sampleId(), aligned);
        if (duplicate != null) {
            results.add(duplicate);
        }
        return results;
    }

    private Supplier<double[]> normalized(float[] values) {
        return () -> {
            Normalizer normalizer = profile.normalizer();
            double[] out = new double[values.length];
            normalizer.normalize(values, normalizer.logSizeFactor(values), out);
            return out;
        };
    }
}
