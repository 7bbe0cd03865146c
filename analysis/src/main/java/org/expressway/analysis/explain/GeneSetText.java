package org.expressway.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gene sets as text, in one of two forms told apart by the first line: GMT (Broad Institute: name, description, genes, parted by
 * tabs), or a table of pathway footprints as PROGENy has it (columns gene, pathway, weight and p.value). Of a table the {@value
 * #FOOTPRINT} genes with the smallest p-values make a pathway's set, as PROGENy itself takes them (Schubert et al. 2018,
 * Nature Communications 9:20); equal ones in the order of the file.
 */
public final class GeneSetText {
    /** Genes of a pathway that are taken of a footprint table. */
    public static final int FOOTPRINT = 100;

    /** Sets that a file may have. */
    public static final int MOST_SETS = 2000;

    private static final List<String> COLUMNS = List.of("gene", "pathway", "p.value");

    private GeneSetText() {}

    /** @throws UnreadableLine at the first line that is neither */
    public static List<NamedSet> parse(List<String> lines) {
        List<String> header = lines.isEmpty() ? List.of() : fields(lines.get(0).toLowerCase(Locale.ROOT));
        List<NamedSet> sets = header.containsAll(COLUMNS) ? footprints(lines, header) : gmt(lines);
        if (sets.isEmpty() || sets.size() > MOST_SETS) {
            throw new UnreadableLine(1, sets.size() + " gene sets in the file", "1 to " + MOST_SETS);
        }
        return sets;
    }

    private static List<NamedSet> gmt(List<String> lines) {
        List<NamedSet> sets = new ArrayList<>();
        for (int l = 0; l < lines.size(); l++) {
            if (lines.get(l).isBlank()) {
                continue;
            }
            List<String> fields = fields(lines.get(l));
            if (fields.size() < 3 || fields.get(0).isEmpty()) {
                throw new UnreadableLine(
                        l + 1,
                        fields.size() + " fields",
                        "GMT (a set's name, its description and its genes, parted by tabs), or a table with the"
                                + " columns "
                                + String.join(", ", COLUMNS));
            }
            sets.add(new NamedSet(fields.get(0), fields.subList(2, fields.size())));
        }
        return sets;
    }

    private record Footprint(String gene, double p) {}

    private static List<NamedSet> footprints(List<String> lines, List<String> header) {
        Map<String, List<Footprint>> byPathway = new LinkedHashMap<>();
        for (int l = 1; l < lines.size(); l++) {
            if (lines.get(l).isBlank()) {
                continue;
            }
            List<String> fields = fields(lines.get(l));
            if (fields.size() != header.size()) {
                throw new UnreadableLine(l + 1, fields.size() + " fields", header.size() + ", as the first line has");
            }
            String p = fields.get(header.indexOf("p.value"));
            byPathway
                    .computeIfAbsent(fields.get(header.indexOf("pathway")), name -> new ArrayList<>())
                    .add(new Footprint(fields.get(header.indexOf("gene")), number(p, l + 1)));
        }
        return byPathway.entrySet().stream()
                .map(pathway -> new NamedSet(
                        pathway.getKey(),
                        pathway.getValue().stream()
                                .sorted(Comparator.comparingDouble(Footprint::p))
                                .limit(FOOTPRINT)
                                .map(Footprint::gene)
                                .toList()))
                .toList();
    }

    private static double number(String text, int line) {
        try {
            double p = Double.parseDouble(text);
            if (p >= 0 && p <= 1) {
                return p;
            }
        } catch (NumberFormatException e) {
            // Said below, with the line.
        }
        throw new UnreadableLine(line, "p.value \"" + text + "\"", "a number from 0 to 1");
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(String::strip).toList();
    }
}
