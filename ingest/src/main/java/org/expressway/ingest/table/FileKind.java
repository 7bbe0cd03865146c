package org.expressway.ingest.table;

import java.nio.charset.StandardCharsets;

/** What a file's first bytes say it is. Everything that is not known to be something else is taken for text. */
enum FileKind {
    TEXT("text"),
    EMPTY("no bytes at all"),
    GZIP("gzip inside gzip"),
    ZIP("a zip archive (an .xlsx workbook is one)"),
    OLD_WORKBOOK("an old Excel workbook (.xls)"),
    HDF5("an HDF5 file"),
    PARQUET("a Parquet file"),
    BZIP2("a bzip2 file"),
    XZ("an xz file"),
    ZSTD("a zstd file"),
    UTF16("UTF-16 text (\"Unicode text\" as Excel calls it)"),
    BINARY("binary bytes");

    private static final String[] SIGNATURES = {
        "\u001f\u008b",
        "PK\u0003\u0004",
        "\u00d0\u00cf\u0011\u00e0",
        "\u0089HDF",
        "PAR1",
        "BZh",
        "\u00fd7zXZ",
        "(\u00b5/\u00fd"
    };
    private static final FileKind[] SIGNED = {GZIP, ZIP, OLD_WORKBOOK, HDF5, PARQUET, BZIP2, XZ, ZSTD};

    final String description;

    FileKind(String description) {
        this.description = description;
    }

    static FileKind of(byte[] head, int length) {
        String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (start.isEmpty()) {
            return EMPTY;
        }
        for (int i = 0; i < SIGNATURES.length; i++) {
            if (start.startsWith(SIGNATURES[i])) {
                return SIGNED[i];
            }
        }
        return start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff") ? UTF16 : withoutSignature(start);
    }

    /** Text has no control characters but white space; a zero in every other byte is UTF-16 without its mark. */
    private static FileKind withoutSignature(String start) {
        long zeros = start.chars().filter(c -> c == 0).count();
        if (zeros >= Math.max(1, start.length() / 3)) {
            return UTF16;
        }
        long controls =
                start.chars().filter(c -> c < ' ' && !Character.isWhitespace(c)).count();
        return controls > 0 ? BINARY : TEXT;
    }
}
