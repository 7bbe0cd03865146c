package org.expressway.ingest.text;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;

/** Reads any table of text that it knows, found out by its first lines. */
public final class TextTables {
    private TextTables() {}

    /** @throws BadInput with every fault that was found; nothing of the file is returned then */
    public static ExpressionTable read(Path file, ReadOptions options, Progress progress) throws BadInput {
        Head head = Head.of(file);
        refuseCompanions(head);
        for (TextFormat format : TextFormat.ALL) {
            if (format.recognises(head)) {
                return format.read(head, options, progress);
            }
        }
        throw new IllegalStateException("the last format recognises all");
    }

    /** Whether a tool wrote this file: its first lines say so, and it is not one that lies beside a table. */
    public static boolean isToolsTable(Path file) {
        try {
            Head head = Head.of(file);
            return companion(head).isEmpty()
                    && TextFormat.ALL.stream()
                            .filter(format -> format.recognises(head))
                            .findFirst()
                            .filter(format -> !(format instanceof PlainFormat))
                            .isPresent();
        } catch (BadInput e) {
            return false;
        }
    }

    /** Files that lie beside a table and are not it. */
    private static void refuseCompanions(Head head) throws BadInput {
        String companion = companion(head);
        if (!companion.isEmpty()) {
            throw new BadInput(Fault.ofRow(
                    head.file(), 1, companion, "a table of expression", "name the table that lies beside it"));
        }
    }

    private static String companion(Head head) {
        String first = head.line(0);
        if (first.startsWith("Status\t") && head.line(1).startsWith("Assigned\t")) {
            return "the summary of featureCounts, which counts reads by fate and not by gene";
        }
        if (first.strip().matches("\\d+\\s+\\d+\\s+1") && head.line(1).startsWith("#")) {
            return "a class file (.cls), which goes with a GCT (--classes)";
        }
        if (first.startsWith("{") || first.startsWith("[")) {
            return "JSON";
        }
        return first.startsWith("<") ? "HTML or XML, as an error page is when it was downloaded for a file" : "";
    }
}
