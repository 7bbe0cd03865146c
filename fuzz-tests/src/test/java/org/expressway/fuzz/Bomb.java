package org.expressway.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** A small gzip file of many members that unpacks to more than there is memory: a header and lines without end. */
enum Bomb {
    ONE_LINE("0"),
    ONE_LINE_OF_CELLS("0\t"),
    EQUAL_ROWS("G1\tG2\n"),
    NARROW_ROWS("\ta\n"),
    WIDE_ROWS("a\t".repeat(1000) + "\n"),
    SAMPLE_FACTS("!Sample_title\t\"a\"\n"),
    COMMENTS("#" + "c".repeat(1 << 19) + "\n"),
    READS_WITHOUT_GENE("__a\t1\n"),
    /** Ids that are all different, which is what fills maps. */
    DISTINCT_ROWS(
            IntStream.range(0, 1 << 21).mapToObj(i -> "G" + i + "\t" + i % 9).collect(Collectors.joining("\n")));

    /** Bytes of all members together, more than the heap of these tests. */
    static final long UNPACKED = 320L << 20;

    private static final int MEMBER = 1 << 20;

    private final byte[] member;
    private final int members;

    Bomb(String lines) {
        String block = lines.repeat(Math.max(1, MEMBER / lines.length()));
        this.member = gzip(block);
        this.members = block.length() > 2 * MEMBER ? 1 : Math.toIntExact(UNPACKED / block.length());
    }

    /** Writes the file. */
    Path behind(String header, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(gzip(header));
            for (int i = 0; i < members; i++) {
                out.write(member);
            }
        }
        return file;
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
