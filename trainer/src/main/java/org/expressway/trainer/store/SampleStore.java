package org.expressway.trainer.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.schemas.avro.SnapshotCatalogue;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSheet;
import org.jspecify.annotations.Nullable;

/**
 * The trainer's store: a catalogue and one file of rows a panel.
 *
 * <p>A commit forces the rows, then replaces the catalogue, which says how many rows count and up to which offsets the
 * topics have been read. Whatever a crash leaves beyond that is cut off at the next opening and read again from Kafka. A
 * catalogue or a file that does not hold what it should is no loss: everything in here came from the topics and comes again.
 *
 * <p>One process at a time: the folder is locked, and the operating system gives the lock back however the process ends.
 */
public final class SampleStore implements AutoCloseable {
    /** Rows that nothing refers to any more are let be until they are half of all and more than these. */
    private static final long TOLERATED_GARBAGE = 1024;

    private final Path folder;
    private final FileChannel lockChannel;
    private final CatalogueFile catalogueFile;
    private final Map<String, RowFile> sheets = new TreeMap<>();
    private final Holdings holdings = new Holdings();
    private @Nullable SnapshotCatalogue committed;

    private SampleStore(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.catalogueFile = new CatalogueFile(folder);
    }

    /**
     * @throws StoreInUse when another process, or another part of this one, has it open
     * @throws IOException when the folder cannot be used
     */
    public static SampleStore open(Path folder) throws IOException {
        Files.createDirectories(folder);
        SampleStore store = new SampleStore(folder, locked(folder));
        try {
            store.load();
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new StoreInUse(folder);
        }
        return channel;
    }

    private void load() throws IOException {
        Optional<SnapshotCatalogue> found = catalogueFile.read();
        if (found.isPresent() && openSheets(found.get().getSheets())) {
            committed = found.get();
            holdings.fill(found.get());
        } else {
            clear();
        }
        sweep();
    }

    private boolean openSheets(List<SnapshotSheet> wanted) throws IOException {
        for (SnapshotSheet sheet : wanted) {
            try {
                sheets.put(
                        sheet.getPanelId(),
                        RowFile.open(folder.resolve(sheet.getFile()), sheet.getGenes(), sheet.getRows()));
            } catch (EOFException e) {
                return false;
            }
        }
        return true;
    }

    /** What was committed last; empty for a store that begins. */
    public Optional<SnapshotCatalogue> committed() {
        return Optional.ofNullable(committed);
    }

    public Holdings holdings() {
        return holdings;
    }

    /** Genes of a panel's rows; empty where it has none yet. */
    public Optional<Integer> genes(String panelId) {
        return Optional.ofNullable(sheets.get(panelId)).map(RowFile::genes);
    }

    /** Keeps a profile. It counts once a commit holds a row that refers to it. @return its row */
    public long append(String panelId, float[] values) throws IOException {
        RowFile sheet = sheets.get(panelId);
        if (sheet == null) {
            sheet = RowFile.open(fresh(panelId), values.length, 0);
            sheets.put(panelId, sheet);
        }
        return sheet.append(values);
    }

    /** The values of a row in panel order, NaN is missing. */
    public float[] read(SnapshotRow row) throws IOException {
        RowFile sheet = sheets.get(row.getPanelId());
        if (sheet == null) {
            throw new IllegalArgumentException("no rows of panel " + row.getPanelId());
        }
        float[] values = new float[sheet.genes()];
        sheet.read(row.getRow(), values);
        return values;
    }

    /** Makes everything so far durable, as one. */
    public void commit(Reading reading, Instant at) throws IOException {
        rewriteWhereMostIsGarbage();
        for (RowFile sheet : sheets.values()) {
            sheet.force();
        }
        List<SnapshotSheet> described = new ArrayList<>();
        sheets.forEach(
                (panel, sheet) -> described.add(new SnapshotSheet(panel, sheet.genes(), sheet.rows(), sheet.name())));
        SnapshotCatalogue catalogue = holdings.describe(SnapshotCatalogue.newBuilder())
                .setClusterId(reading.clusterId())
                .setCommittedAt(at)
                .setUndecodable(reading.undecodable())
                .setPositions(reading.positions())
                .setSheets(described)
                .build();
        catalogueFile.replace(catalogue);
        committed = catalogue;
        sweep();
    }

    /** Forgets everything, to begin anew. */
    public void clear() throws IOException {
        closeSheets();
        sheets.clear();
        holdings.clear();
        committed = null;
    }

    private void rewriteWhereMostIsGarbage() throws IOException {
        for (Map.Entry<String, RowFile> sheet : sheets.entrySet()) {
            long live = holdings.rows(sheet.getKey());
            long garbage = sheet.getValue().rows() - live;
            if (garbage > live && garbage > TOLERATED_GARBAGE) {
                sheet.setValue(rewritten(sheet.getKey(), sheet.getValue()));
            }
        }
    }

    private RowFile rewritten(String panelId, RowFile old) throws IOException {
        RowFile next = RowFile.open(fresh(panelId), old.genes(), 0);
        float[] values = new float[old.genes()];
        Function<Long, Long> move = row -> {
            try {
                old.read(row, values);
                return next.append(values);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
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

    /** Files of rows that no catalogue names: of a rebuilding, or of a crash before the first commit. */
    private void sweep() throws IOException {
        Set<String> named = sheets.values().stream().map(RowFile::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("values-") && !named.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    private void closeSheets() throws IOException {
        for (RowFile sheet : sheets.values()) {
            sheet.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeSheets();
        lockChannel.close();
    }
}
