package org.expressway.ingest.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
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
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files of expression and their sheet, read, checked and joined. Of several files no values are kept: a thousand files of
 * 20,000 genes each name their genes anew, and would fill gigabytes. They are read once to be checked and again to be
 * sent, and their digests hold the two readings together. One file is read once.
 */
public final class LabDelivery {
    /** Finds out which genes a table's rows mean, or why they cannot be used. */
    public interface Genes {
        GeneMapping of(ExpressionTable table) throws BadInput, IOException;
    }

    /** The samples of one file, ready to be made records. */
    public record Contents(ExpressionTable table, GeneMapping mapping, ExpressionUnit unit, List<SampleRow> rows) {
        public Contents {
            rows = List.copyOf(rows);
        }

        /** One value a gene of each sample, made when it is asked for. */
        public GeneProfiles profiles() {
            return GeneProfiles.of(table, mapping, unit);
        }
    }

    private final ReadOptions options;
    private final Genes genes;
    private final SampleSheet sheet;
    private final List<CheckedFile> files;
    private final List<List<SampleRow>> rows;
    private final List<String> notes;
    private final @Nullable Contents only;

    private LabDelivery(Reading reading, SampleSheet sheet, List<List<SampleRow>> rows) {
        this.options = reading.options;
        this.genes = reading.genes;
        this.sheet = sheet;
        this.files = List.copyOf(reading.files);
        this.rows = rows;
        this.notes = List.copyOf(reading.notes);
        ExpressionTable table = reading.table;
        GeneMapping mapping = reading.mapping;
        this.only = files.size() == 1 && table != null && mapping != null
                ? new Contents(table, mapping, files.get(0).unit(), rows.get(0))
                : null;
    }

    /** Reads everything to its end, so that the faults of all come in one report. */
    public static LabDelivery read(PublishRequest request, Genes genes, Progress progress)
            throws BadInput, IOException {
        return read(request, genes, progress, Stop.NEVER);
    }

    /** @throws CancellationException where a person stopped it between two files */
    static LabDelivery read(PublishRequest request, Genes genes, Progress progress, Stop stop)
            throws BadInput, IOException {
        Reading reading = new Reading(request, genes);
        SampleSheet sheet = reading.sheet();
        reading.files(progress, stop);
        if (stop.requested()) {
            throw new CancellationException("stopped before anything was published");
        }
        reading.faults.raise();
        if (sheet == null) {
            throw new IllegalStateException("a sheet without faults was not read");
        }
        List<SheetJoin.Column> columns =
                reading.files.stream().map(CheckedFile::column).toList();
        return new LabDelivery(reading, sheet, SheetJoin.join(columns, sheet));
    }

    /** What all values are. */
    public ExpressionUnit unit() {
        return files.get(0).unit();
    }

    /** The sheet's rows in the order of the files and their samples. */
    public List<SampleRow> rows() {
        return rows.stream().flatMap(List::stream).toList();
    }

    SampleSheet sheet() {
        return sheet;
    }

    List<CheckedFile> files() {
        return files;
    }

    /** What was left aside while looking for files. */
    List<String> notes() {
        return notes;
    }

    /**
     * The contents of a file, read again where there are several.
     *
     * @throws BadInput where it is not what it was
     */
    public Contents contents(int file) throws BadInput, IOException {
        if (only != null) {
            return only;
        }
        CheckedFile checked = files.get(file);
        ExpressionTable table = LabReader.read(checked.file(), options, Progress.SILENT);
        if (!table.origin().sha256().equals(checked.sha256())) {
            throw new BadInput(Fault.ofFile(
                    checked.file(),
                    "other bytes than when it was checked",
                    "a file that nobody writes to",
                    "publish again when it is complete: what has been sent counts once"));
        }
        return new Contents(table, genes.of(table), checked.unit(), rows.get(file));
    }

    /** The first pass. Mutable; used once. */
    private static final class Reading {
        final Faults faults = new Faults();
        final List<CheckedFile> files = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final Genes genes;
        private final PublishRequest request;
        ReadOptions options;

        @Nullable
        ExpressionTable table;

        @Nullable
        GeneMapping mapping;

        Reading(PublishRequest request, Genes genes) {
            this.request = request;
            this.genes = genes;
            this.options = request.options().withUnit(request.unit());
        }

        @Nullable
        SampleSheet sheet() {
            try {
                SampleSheet sheet = SheetReader.read(request.sheet(), request.columns(), request.pseudonyms());
                Set<String> samples =
                        sheet.rows().stream().map(SampleRow::sampleId).collect(Collectors.toSet());
                options = options.withSamples(samples);
                takeStrand(sheet);
                return sheet;
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
                read(paths.get(i), several ? Progress.SILENT : progress);
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

        private void read(Path path, Progress progress) throws IOException {
            try {
                ExpressionTable read = LabReader.read(path, options, progress);
                GeneMapping genesOf = genes.of(read);
                files.add(CheckedFile.of(read, genesOf));
                boolean first = files.size() == 1;
                table = first ? read : null;
                mapping = first ? genesOf : null;
            } catch (BadInput e) {
                faults.addAll(e);
            }
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
}
