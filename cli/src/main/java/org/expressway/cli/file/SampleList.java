package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.expressway.ingest.matrix.MatrixFrame;
import picocli.CommandLine.ITypeConverter;

/** Sample ids as a person gives them: {@code S1,S2}, or {@code @FILE} with one id a line. */
record SampleList(Set<String> ids) {
    private static final int NAMED = 10;

    /** Positions of these samples in a matrix, in the order of their ids. */
    int[] in(MatrixFrame frame) {
        List<String> absent =
                ids.stream().filter(id -> !frame.samples().contains(id)).toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException(absent.size() + " of the " + ids.size() + " reference samples ("
                    + String.join(", ", absent.subList(0, Math.min(NAMED, absent.size()))) + ") have no column in "
                    + frame.file() + "; name them as its first row does");
        }
        return ids.stream().sorted().mapToInt(frame.samples()::indexOf).toArray();
    }

    static final class Converter implements ITypeConverter<SampleList> {
        @Override
        public SampleList convert(String text) throws IOException {
            List<String> ids = text.startsWith("@")
                    ? Files.readAllLines(Path.of(text.substring(1)))
                    : Arrays.asList(text.split(",", -1));
            Set<String> distinct = new LinkedHashSet<>();
            ids.stream().map(String::strip).filter(id -> !id.isEmpty()).forEach(distinct::add);
            return new SampleList(distinct);
        }
    }
}
