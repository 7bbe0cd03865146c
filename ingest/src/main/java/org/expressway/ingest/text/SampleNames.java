package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.table.NameRule;

/** Names of samples: checked where a header has them, made of the file's where none stands in it. */
final class SampleNames {
    private static final Pattern TOOL = Pattern.compile(
            "[._-]?(ReadsPerGene\\.out|quant|abundance|genes\\.results|isoforms\\.results|genes|isoforms|htseq([._-]counts?)?|counts?)"
                    + "(\\.(tab|sf|tsv|txt|csv|results))?$|\\.(tab|sf|tsv|txt|csv|counts?)$",
            Pattern.CASE_INSENSITIVE);

    private static final int FOLDERS = 3;

    private SampleNames() {}

    /** The name said, or that of the file without what its tool put there, or that of its folder where nothing is left. */
    static String ofFile(Path file, ReadOptions options) throws BadInput {
        String said = options.sampleName();
        String name = said != null ? said : inSheet(file.toAbsolutePath(), options.samples());
        String objection = NameRule.KEY_PART.objectionTo(name).orElse("");
        if (!objection.isEmpty()) {
            throw new BadInput(Fault.ofFile(
                    file,
                    objection + " for the sample of this file: " + Fault.quoted(name),
                    NameRule.KEY_PART.text(),
                    "say the sample's name (--sample-name)"));
        }
        return name;
    }

    /** The name by the path, unless the sheet does not know it and knows that of a folder above: S1/salmon/quant.sf. */
    private static String inSheet(Path file, Set<String> sheet) {
        String name = fromPath(file);
        Path folder = file.getParent();
        for (int up = 0; up < FOLDERS && folder != null && !sheet.contains(name); up++) {
            String above = String.valueOf(folder.getFileName());
            name = sheet.contains(above) ? above : name;
            folder = folder.getParent();
        }
        return name;
    }

    private static String fromPath(Path file) {
        String whole = String.valueOf(file.getFileName()).replaceAll("\\.gz$", "");
        String name = TOOL.matcher(whole).replaceFirst("");
        Path folder = file.getParent();
        Path folderName = folder == null ? null : folder.getFileName();
        if (!name.isEmpty()) {
            return name;
        }
        return folderName == null ? whole : folderName.toString();
    }

    /**
     * Refuses names in a header that are empty, double or no keys.
     *
     * @param columns 0-based columns of the names
     */
    static void check(Path file, int row, List<String> names, int[] columns) throws BadInput {
        Faults faults = new Faults();
        Map<String, Integer> columnOf = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int column = columns[i] + 1;
            NameRule.KEY_PART
                    .objectionTo(name)
                    .ifPresent(objection -> faults.add(new Fault(
                            file,
                            row,
                            column,
                            "",
                            objection + " for a sample: " + Fault.quoted(name),
                            NameRule.KEY_PART.text(),
                            "give the sample an id, or delete the column")));
            Integer earlier = columnOf.putIfAbsent(name, column);
            if (earlier != null && !name.isBlank()) {
                faults.add(new Fault(
                        file,
                        row,
                        column,
                        name,
                        "duplicate sample " + Fault.quoted(name) + ": columns " + earlier + " and " + column,
                        "each sample once",
                        "rename or delete one of the two columns"));
            }
        }
        if (names.isEmpty()) {
            faults.add(Fault.ofRow(
                    file, row, "no column of a sample", "at least one sample", "check how the table was exported"));
        }
        faults.raise();
    }
}
