package org.expressway.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.LabDelivery;
import org.expressway.ingest.publish.PublishRequest;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.Assay;

/**
 * A real cohort as a demo: a folder with {@code matrix.tsv.gz} and {@code samples.tsv}. A quarter of the subjects of
 * each class is held out: their samples are streamed one by one after a model has been trained on the others, and are
 * compared with their labels, which the platform never sees.
 */
record FolderDemo(Path folder, SheetColumns columns, Pseudonyms pseudonyms, List<String> referenceBatches, long seed) {
    private static final double HELD_OUT = .25;
    private static final int SMALLEST_REFERENCE = 30;

    DemoCohort cohort(Progress progress) throws BadInput, IOException {
        PublishRequest request = new PublishRequest(
                        matrix(folder), folder.resolve("samples.tsv"), columns, "demo", Assay.UNKNOWN, null)
                .with(pseudonyms);
        LabDelivery delivery = LabDelivery.read(request, table -> GeneMapping.toItself(table.genes(), null), progress);
        LabDelivery.Contents contents = delivery.contents(0);
        GeneProfiles profiles = contents.profiles();
        Panel panel = new Panel(contents.mapping().ownGenes());
        Set<String> heldOut = heldOut(delivery.rows());
        List<DemoSample> history = new ArrayList<>();
        List<DemoSample> live = new ArrayList<>();
        for (int s = 0; s < delivery.rows().size(); s++) {
            SampleRow row = delivery.rows().get(s);
            (heldOut.contains(row.subject()) ? live : history)
                    .add(sample(contents, s, profiles.profile(s), panel.id()));
        }
        Collections.shuffle(live, new Random(seed));
        List<String> reference = referenceBatches.isEmpty() ? chooseReference(history) : referenceBatches;
        refuseMissingClasses(history, reference);
        String title = "%s (%,d genes, %d samples; %d samples of %d held-out subjects are streamed)"
                .formatted(folder.getFileName(), panel.size(), delivery.rows().size(), live.size(), heldOut.size());
        return new DemoCohort(title, panel, history, live, reference, false, false);
    }

    private static Path matrix(Path folder) {
        Path zipped = folder.resolve("matrix.tsv.gz");
        return Files.exists(zipped) ? zipped : folder.resolve("matrix.tsv");
    }

    private static DemoSample sample(LabDelivery.Contents delivery, int s, float[] profile, String panelId) {
        Origin origin = delivery.table().origin();
        SampleCodec.Common common = new SampleCodec.Common(
                panelId,
                delivery.unit(),
                Assay.UNKNOWN,
                String.valueOf(origin.file().getFileName()),
                origin.sha256(),
                Instant.now());
        SampleRow row = delivery.rows().get(s);
        return new DemoSample(SampleCodec.record(row, profile, common), row.label(), null);
    }

    /** A quarter of the subjects of each class; a subject's class is that of its first labelled sample. */
    private Set<String> heldOut(List<SampleRow> rows) {
        Map<String, String> classOf = new LinkedHashMap<>();
        rows.forEach(row -> {
            if (row.label() != null) {
                classOf.putIfAbsent(row.subject(), row.label());
            }
        });
        Map<String, List<String>> byClass = new TreeMap<>();
        classOf.forEach((subject, label) ->
                byClass.computeIfAbsent(label, l -> new ArrayList<>()).add(subject));
        Random random = new Random(seed);
        Set<String> heldOut = new HashSet<>();
        byClass.values().forEach(subjects -> {
            Collections.shuffle(subjects, random);
            heldOut.addAll(subjects.subList(0, (int) Math.round(subjects.size() * HELD_OUT)));
        });
        return heldOut;
    }

    /** Largest batches first, one that brings a new class before one that does not, until every class is there. */
    private static List<String> chooseReference(List<DemoSample> history) {
        Map<String, List<DemoSample>> left = new TreeMap<>();
        history.forEach(
                s -> left.computeIfAbsent(s.batchKey(), b -> new ArrayList<>()).add(s));
        Set<String> missing = classes(history);
        List<String> chosen = new ArrayList<>();
        int samples = 0;
        while (!left.isEmpty() && (!missing.isEmpty() || samples < SMALLEST_REFERENCE)) {
            Map.Entry<String, List<DemoSample>> next =
                    Collections.max(left.entrySet(), (a, b) -> compare(a.getValue(), b.getValue(), missing));
            left.remove(next.getKey());
            chosen.add(next.getKey());
            missing.removeAll(classes(next.getValue()));
            samples += next.getValue().size();
        }
        return chosen.stream().sorted().toList();
    }

    private static int compare(List<DemoSample> a, List<DemoSample> b, Set<String> missing) {
        int brings = Long.compare(
                classes(a).stream().filter(missing::contains).count(),
                classes(b).stream().filter(missing::contains).count());
        return brings != 0 ? brings : Integer.compare(a.size(), b.size());
    }

    private static void refuseMissingClasses(List<DemoSample> history, List<String> reference) {
        Set<String> missing = classes(history);
        missing.removeAll(classes(history.stream()
                .filter(sample -> reference.contains(sample.batchKey()))
                .toList()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the reference batches " + reference + " hold no sample of class "
                    + String.join(", ", missing) + "; choose batches that hold every class");
        }
    }

    private static Set<String> classes(List<DemoSample> samples) {
        Set<String> classes = new java.util.TreeSet<>();
        samples.forEach(sample -> {
            if (sample.truth() != null) {
                classes.add(sample.truth());
            }
        });
        return classes;
    }
}
