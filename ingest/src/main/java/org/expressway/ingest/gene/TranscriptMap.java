package org.expressway.ingest.gene;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.MemoryBudget;
import org.expressway.ingest.table.Separator;
import org.jspecify.annotations.Nullable;

/**
 * The gene of each transcript. Read from a table of two columns (with or without header, or columns found by name, so
 * that the tx2gene.tsv of nf-core and tximport will do), from a genes.results of RSEM, which lists each gene's
 * transcripts, or from the GTF that the reads were counted against.
 */
public final class TranscriptMap {
    private static final Set<String> TRANSCRIPT = Set.of(
            "transcript_id",
            "transcript",
            "tx",
            "txname",
            "tx_id",
            "target_id",
            "transcript_id(s)",
            "ensembl_transcript_id");
    private static final Set<String> GENE = Set.of("gene_id", "gene", "geneid", "ensembl_gene_id", "ens_gene");
    private static final Pattern GTF_GENE = Pattern.compile("gene_id \"([^\"]+)\"");
    private static final Pattern GTF_TRANSCRIPT = Pattern.compile("transcript_id \"([^\"]+)\"");
    private static final int LONGEST = 16 << 20;
    private static final int MOST = 5_000_000;
    /** A GTF has exons and more beside transcripts: four million lines for the human genome. */
    private static final int MOST_LINES = 20_000_000;

    private final Map<String, String> exact = new HashMap<>();
    private final Map<String, String> unversioned = new HashMap<>();
    private int transcriptColumn = -1;
    private int geneColumn = -1;

    private final MemoryBudget budget;

    private TranscriptMap(Path path) {
        this.budget = new MemoryBudget(path);
    }

    public static TranscriptMap read(Path path) throws BadInput {
        TranscriptMap map = new TranscriptMap(path);
        try (LabFile file = LabFile.open(path)) {
            Lines lines = new Lines(file, LONGEST);
            while (lines.next()) {
                map.line(path, lines);
            }
        }
        if (map.exact.isEmpty()) {
            throw new BadInput(Fault.ofFile(
                    path,
                    "no transcript with its gene",
                    "two columns, transcript and gene, or a GTF",
                    "give the tx2gene table of your pipeline, or the GTF that the reads were counted against"));
        }
        return map;
    }

    /** The gene of a transcript, its version left out where the map does not know it with one; null where unknown. */
    public @Nullable String gene(String transcript) {
        String gene = exact.get(transcript);
        return gene != null ? gene : unversioned.get(GeneIdType.unversioned(transcript));
    }

    /** Transcripts that have a gene. */
    public int size() {
        return exact.size();
    }

    private void line(Path path, Lines lines) throws BadInput {
        refuseEndless(path, lines.row());
        String line = lines.text();
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (!gtf(lines.row(), line)) {
            cells(path, lines.row(), line);
        }
    }

    private void refuseEndless(Path path, int row) throws BadInput {
        if (exact.size() > MOST || row > MOST_LINES) {
            String seen = "more than " + MOST + " transcripts or " + MOST_LINES + " lines";
            throw new BadInput(Fault.ofRow(path, row, seen, "a map of one species", "check the file"));
        }
    }

    private boolean gtf(int row, String line) throws BadInput {
        if (geneColumn >= 0) {
            return false;
        }
        Matcher gene = GTF_GENE.matcher(line);
        if (!gene.find()) {
            return false;
        }
        Matcher transcript = GTF_TRANSCRIPT.matcher(line);
        if (transcript.find()) {
            put(row, transcript.group(1), gene.group(1));
        }
        return true;
    }

    private void cells(Path path, int row, String line) throws BadInput {
        List<String> cells = split(line);
        if (geneColumn < 0 && header(cells)) {
            return;
        }
        int last = Math.max(transcriptColumn, geneColumn);
        if (cells.size() <= last) {
            throw new BadInput(Fault.ofRow(
                    path,
                    row,
                    cells.size() + (cells.size() == 1 ? " cell" : " cells") + ": " + Fault.quoted(line),
                    "transcript and gene, separated by tab or comma",
                    "mend the row, or export the map again"));
        }
        for (String transcript : cells.get(transcriptColumn).split(",", -1)) {
            put(row, transcript.strip(), cells.get(geneColumn));
        }
    }

    /** Finds the columns; true where the line names them and is no pair itself. */
    private boolean header(List<String> cells) {
        List<String> names =
                cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        transcriptColumn = find(names, TRANSCRIPT);
        geneColumn = find(names, GENE);
        if (transcriptColumn >= 0 && geneColumn >= 0) {
            return true;
        }
        transcriptColumn = 0;
        geneColumn = 1;
        return false;
    }

    private void put(int row, String transcript, String gene) throws BadInput {
        if (!transcript.isEmpty() && !gene.isEmpty() && exact.putIfAbsent(transcript, gene) == null) {
            budget.keep(row, 2, 2L * transcript.length() + gene.length());
            unversioned.putIfAbsent(GeneIdType.unversioned(transcript), gene);
        }
    }

    private static List<String> split(String line) {
        Cells cells = new Cells(line.indexOf('\t') >= 0 ? Separator.TAB : Separator.COMMA);
        cells.over(line);
        List<String> texts = new ArrayList<>();
        while (cells.next()) {
            texts.add(cells.text());
        }
        return texts;
    }

    private static int find(List<String> names, Set<String> known) {
        for (int i = 0; i < names.size(); i++) {
            if (known.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
