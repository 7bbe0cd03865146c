package org.expressway.trainer.annotate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.expressway.analysis.explain.GeneNames;
import org.expressway.analysis.explain.GeneSet;
import org.expressway.analysis.explain.GeneSetText;
import org.expressway.analysis.explain.UnreadableLine;
import org.expressway.trainer.cohort.UnfitTrainingSet;

/**
 * Files that explanations of a model shall speak by.
 *
 * @param symbols a table of gene ids and symbols
 * @param geneSets GMT files, or tables of pathway footprints
 */
public record Annotation(Optional<Path> symbols, List<Path> geneSets) {
    private static final long MOST_CHARACTERS = 1L << 26;

    public Annotation {
        geneSets = List.copyOf(geneSets);
    }

    /** Ids stand for themselves, and nothing is summed. */
    public static Annotation none() {
        return new Annotation(Optional.empty(), List.of());
    }

    /** @throws UnfitTrainingSet when the table is none, with its line */
    public GeneNames names(List<String> geneIds) {
        return symbols.map(file -> read(file, lines -> GeneNames.of(geneIds, lines)))
                .orElseGet(() -> GeneNames.of(geneIds));
    }

    /**
     * The sets of all files, each under its file's name.
     *
     * @throws UnfitTrainingSet when a file is none, or knows none of the panel's genes
     */
    public List<GeneSet> sets(GeneNames names) {
        List<GeneSet> all = new ArrayList<>();
        for (Path file : geneSets) {
            List<GeneSet> sets = read(file, lines -> GeneSet.in(names, collection(file), GeneSetText.parse(lines)));
            if (sets.isEmpty()) {
                throw new UnfitTrainingSet(
                        "%s: none of its sets has %d genes of the panel; does it name genes as the panel or the table of symbols does?"
                                .formatted(file, GeneSet.LEAST));
            }
            all.addAll(sets);
        }
        return all;
    }

    private static String collection(Path file) {
        return file.getFileName().toString().replaceFirst("\\.(gmt|tsv|txt)(\\.gz)?$", "");
    }

    private static <T> T read(Path file, Function<List<String>, T> understand) {
        try {
            return understand.apply(lines(file));
        } catch (UnreadableLine e) {
            throw new UnfitTrainingSet(file + ", " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read as text in UTF-8", e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            long characters = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                characters += line.length();
                if (characters > MOST_CHARACTERS) {
                    throw new UnfitTrainingSet("%s has more than %d characters; expected a table of genes"
                            .formatted(file, MOST_CHARACTERS));
                }
                lines.add(line);
            }
            return lines;
        }
    }
}
