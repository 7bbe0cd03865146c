package org.expressway.ingest.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.Stop;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.ingest.format.FolderSearch;
import org.expressway.ingest.format.LabReader;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/** The first pass over a delivery, in which everything is checked and nothing but one file is kept. Mutable; used once. */
final class DeliveryReading {
    final Faults faults = new Faults();
    final List<CheckedFile> files = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final LabDelivery.Genes genes;
    private final PublishRequest request;
    ReadOptions options;

    private @Nullable SampleSheet sheet;

    @Nullable
    ExpressionTable table;

    @Nullable
    GeneMapping mapping;

    DeliveryReading(PublishRequest request, LabDelivery.Genes genes) {
        this.request = request;
        this.genes = genes;
        this.options = request.options().withUnit(request.unit());
    }

    @Nullable
    SampleSheet sheet() {
        try {
            SampleSheet read = SheetReader.read(request.sheet(), request.columns(), request.pseudonyms());
            Set<String> samples = read.rows().stream().map(SampleRow::sampleId).collect(Collectors.toSet());
            options = options.withSamples(samples);
            takeStrand(read);
            sheet = read;
            return read;
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    /** A samplesheet's strand serves where nobody has said one, and all of its libraries are of one. */
    private void takeStrand(SampleSheet sheet) {
        Set<Strandedness> strands = Set.copyOf(sheet.strands().values());
        if (options.strandedness() == Strandedness.AUTO && strands.size() == 1) {
            options = options.withStrandedness(strands.iterator().next());
        }
    }

    void files(Progress progress, Stop stop) throws IOException {
        List<Path> paths = paths();
        boolean several = paths.size() > 1;
        if (several) {
            progress.started("checking " + paths.size() + " files", paths.size());
        }
        for (int i = 0; i < paths.size() && !faults.full() && !stop.requested(); i++) {
            read(paths.get(i), several ? Progress.SILENT : progress, !several);
            if (several) {
                progress.advanced(i + 1L);
            }
        }
        if (several) {
            progress.finished();
        }
        refuseMixedUnits();
    }

    private List<Path> paths() {
        Set<Path> paths = new LinkedHashSet<>();
        for (Path path : request.paths()) {
            try {
                FolderSearch.Found found = FolderSearch.in(path, request.sheet());
                paths.addAll(found.files());
                if (!found.note().isEmpty()) {
                    notes.add(found.note());
                }
            } catch (BadInput e) {
                faults.addAll(e);
            }
        }
        return List.copyOf(paths);
    }

    private void read(Path path, Progress progress, boolean alone) throws IOException {
        try {
            ExpressionTable read = LabReader.read(path, options, progress);
            ExpressionUnit unit = CheckedFile.unit(read);
            if (alone && sheet != null) {
                SheetJoin.join(List.of(CheckedFile.column(read)), sheet);
            }
            if (faults.isEmpty()) {
                keep(read, unit);
            }
        } catch (BadInput e) {
            faults.addAll(e);
        }
    }

    /** Asks for the panel, which is somewhere else: a delivery that is refused anyhow need not wait for that. */
    private void keep(ExpressionTable read, ExpressionUnit unit) throws BadInput, IOException {
        GeneMapping genesOf = genes.of(read);
        files.add(CheckedFile.of(read, unit, genesOf));
        boolean first = files.size() == 1;
        table = first ? read : null;
        mapping = first ? genesOf : null;
    }

    private void refuseMixedUnits() {
        for (CheckedFile file : files) {
            if (file.unit() != files.get(0).unit()) {
                faults.add(Fault.ofFile(
                        file.file(),
                        "values in " + file.unit() + ", and " + files.get(0).unit() + " in "
                                + files.get(0).file(),
                        "files of one unit",
                        "say which unit they are in (--unit), or publish them apart"));
            }
        }
    }
}
