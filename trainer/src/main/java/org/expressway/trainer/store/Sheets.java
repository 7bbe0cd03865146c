package org.expressway.trainer.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSheet;
import org.expressway.trainer.cohort.Profiles;

/** The files of rows in a store's folder, one a panel. */
final class Sheets implements AutoCloseable {
    /** Rows that nothing refers to any more are let be until they are half of all and more than these. */
    private static final long TOLERATED_GARBAGE = 1024;

    private final Path folder;
    private final Map<String, RowFile> files = new TreeMap<>();

    Sheets(Path folder) {
        this.folder = folder;
    }

    /** Returns whether every one of them is there and holds the rows it should. */
    boolean open(List<SnapshotSheet> wanted) throws IOException {
        for (SnapshotSheet sheet : wanted) {
            try {
                files.put(
                        sheet.getPanelId(),
                        RowFile.open(folder.resolve(sheet.getFile()), sheet.getGenes(), sheet.getRows()));
            } catch (EOFException e) {
                return false;
            }
        }
        return true;
    }

    Optional<Integer> genes(String panelId) {
        return Optional.ofNullable(files.get(panelId)).map(RowFile::genes);
    }

    long append(String panelId, float[] values) throws IOException {
        RowFile sheet = files.get(panelId);
        if (sheet == null) {
            sheet = RowFile.open(fresh(panelId), values.length, 0);
            files.put(panelId, sheet);
        }
        return sheet.append(values);
    }

    float[] read(SnapshotRow row) throws IOException {
        RowFile sheet = files.get(row.getPanelId());
        if (sheet == null) {
            throw new IllegalArgumentException("no rows of panel " + row.getPanelId());
        }
        float[] values = new float[sheet.genes()];
        sheet.read(row.getRow(), values);
        return values;
    }

    Profiles profiles(List<SnapshotRow> rows, float[] means) throws IOException {
        if (rows.isEmpty()) {
            return Profiles.of(new float[0][]);
        }
        String panel = rows.get(0).getPanelId();
        RowFile sheet = files.get(panel);
        if (sheet == null
                || sheet.genes() != means.length
                || !rows.stream().allMatch(row -> row.getPanelId().equals(panel))) {
            throw new IllegalArgumentException(
                    "%d rows, the first of panel %s: rows of one panel of %d genes are expected"
                            .formatted(rows.size(), panel, means.length));
        }
        long[] numbers = rows.stream().mapToLong(SnapshotRow::getRow).toArray();
        return new StoredProfiles(folder.resolve(sheet.name()), numbers, means);
    }

    void force() throws IOException {
        for (RowFile sheet : files.values()) {
            sheet.force();
        }
    }

    List<SnapshotSheet> described() {
        List<SnapshotSheet> described = new ArrayList<>();
        files.forEach(
                (panel, sheet) -> described.add(new SnapshotSheet(panel, sheet.genes(), sheet.rows(), sheet.name())));
        return described;
    }

    void rewriteWhereMostIsGarbage(Holdings holdings) throws IOException {
        for (Map.Entry<String, RowFile> sheet : files.entrySet()) {
            long live = holdings.rows(sheet.getKey());
            long garbage = sheet.getValue().rows() - live;
            if (garbage > live && garbage > TOLERATED_GARBAGE) {
                sheet.setValue(rewritten(sheet.getKey(), sheet.getValue(), holdings));
            }
        }
    }

    private RowFile rewritten(String panelId, RowFile old, Holdings holdings) throws IOException {
        RowFile next = RowFile.open(fresh(panelId), old.genes(), 0);
        float[] values = new float[old.genes()];
        Function<Long, Long> move = row -> {
            try {
                old.read(row, values);
                return next.append(values);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        holdings.moveRows(panelId, move);
        old.close();
        return next;
    }

    private Path fresh(String panelId) throws IOException {
        int n = 0;
        String stem = panelId.substring(0, Math.min(12, panelId.length()));
        while (Files.exists(folder.resolve("values-%s-%d.f32".formatted(stem, n)))) {
            n++;
        }
        return Files.createFile(folder.resolve("values-%s-%d.f32".formatted(stem, n)));
    }

    /** Deletes files of rows that no catalogue names: of a rebuilding, or of a crash before the first commit. */
    void sweep() throws IOException {
        Set<String> named = files.values().stream().map(RowFile::name).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("values-") && !named.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Closes all and forgets them. */
    void clear() throws IOException {
        close();
        files.clear();
    }

    @Override
    public void close() throws IOException {
        for (RowFile sheet : files.values()) {
            sheet.close();
        }
    }
}
