package org.expressway.ingest.sequencer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.ingest.table.NewFile;

/**
 * The reference cohort of a simulation as a laboratory would hand it over: {@code counts.tsv.gz}, genes by samples, and
 * {@code samples.tsv} with the true subtypes.
 *
 * @param batches site/batchId of its runs
 */
public record ReferenceFiles(Path matrix, Path sheet, int samples, List<String> batches) {

    /** Writes site A of the standard cohort of this size and seed. */
    public static ReferenceFiles write(Path folder, int genes, long seed) throws IOException {
        SimulatedCohort cohort = SimulatedCohort.of(CohortSettings.of(genes, CohortSettings.STANDARD_SAMPLES, seed));
        String site = cohort.settings().sites().get(0).site();
        List<SimulatedSample> samples =
                cohort.samples().stream().filter(s -> s.site().equals(site)).toList();
        Files.createDirectories(folder);
        Path matrix = folder.resolve("counts.tsv.gz");
        Path sheet = folder.resolve("samples.tsv");
        writeMatrix(matrix, cohort.genes(), samples);
        writeSheet(sheet, samples);
        TreeSet<String> batches = new TreeSet<>();
        samples.forEach(sample -> batches.add(sample.site() + "/" + sample.batchId()));
        return new ReferenceFiles(matrix, sheet, samples.size(), List.copyOf(batches));
    }

    private static void writeMatrix(Path path, List<String> genes, List<SimulatedSample> samples) throws IOException {
        try (NewFile file = NewFile.at(path)) {
            Writer out = new BufferedWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8));
            out.write("gene");
            for (SimulatedSample sample : samples) {
                out.write("\t" + sample.sampleId());
            }
            for (int g = 0; g < genes.size(); g++) {
                out.write("\n" + genes.get(g));
                for (SimulatedSample sample : samples) {
                    out.write("\t" + (long) sample.counts()[g]);
                }
            }
            out.write("\n");
            out.flush();
            file.commit();
        }
    }

    private static void writeSheet(Path path, List<SimulatedSample> samples) throws IOException {
        try (NewFile file = NewFile.at(path)) {
            Writer out = new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8);
            out.write("sample\tsite\tbatch\tsubject\tsubtype\n");
            for (SimulatedSample sample : samples) {
                out.write(String.join(
                                "\t",
                                sample.sampleId(),
                                sample.site(),
                                sample.batchId(),
                                sample.subject(),
                                sample.subtype())
                        + "\n");
            }
            out.flush();
            file.commit();
        }
    }
}
