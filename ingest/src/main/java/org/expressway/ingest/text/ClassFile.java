package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;

/** A .cls file: the class of each sample of a GCT, in the GCT's order. */
final class ClassFile {
    private static final int LONGEST = 1 << 20;

    private ClassFile() {}

    /** One class a sample, as a name where the file has names of its own for them. */
    static List<String> read(Path path, int samples) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            Lines lines = new Lines(file, LONGEST);
            String[] counts = words(lines);
            String[] names = words(lines);
            String[] classes = words(lines);
            if (counts.length != 3 || names.length < 2 || !names[0].startsWith("#")) {
                throw new BadInput(Fault.ofRow(
                        path,
                        1,
                        Fault.quoted(String.join(" ", counts)),
                        "three lines: numbers of samples and classes, # and the classes' names, a class for each sample",
                        "send the .cls that goes with the GCT"));
            }
            if (classes.length != samples) {
                throw new BadInput(Fault.ofRow(
                        path,
                        3,
                        classes.length + " classes",
                        samples + " classes, one a sample of the GCT",
                        "send the .cls that goes with this GCT"));
            }
            return Arrays.stream(classes).map(word -> named(word, names)).toList();
        }
    }

    /** A class that is a number means the name at its place, from 0. */
    private static String named(String word, String[] names) {
        boolean index = word.matches("\\d{1,4}") && Arrays.asList(names).indexOf(word) < 1;
        int place = index ? Integer.parseInt(word) + 1 : 0;
        return place > 0 && place < names.length ? names[place] : word;
    }

    private static String[] words(Lines lines) throws BadInput {
        return lines.next() ? lines.text().strip().split("\\s+", -1) : new String[0];
    }
}
