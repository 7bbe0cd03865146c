package org.expressway.trainer.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.expressway.schemas.avro.SnapshotCatalogue;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.trainer.cohort.Profiles;
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
    private final Path folder;
    private final FileChannel lockChannel;
    private final CatalogueFile catalogueFile;
    private final Sheets sheets;
    private final Holdings holdings = new Holdings();
    private @Nullable SnapshotCatalogue committed;

    private SampleStore(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.catalogueFile = new CatalogueFile(folder);
        this.sheets = new Sheets(folder);
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
        if (found.isPresent() && sheets.open(found.get().getSheets())) {
            committed = found.get();
            holdings.fill(found.get());
        } else {
            clear();
        }
        sheets.sweep();
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
        return sheets.genes(panelId);
    }

    /** Keeps a profile. It counts once a commit holds a row that refers to it. @return its row */
    public long append(String panelId, float[] values) throws IOException {
        return sheets.append(panelId, values);
    }

    /** The values of a row in panel order, NaN is missing. */
    public float[] read(SnapshotRow row) throws IOException {
        return sheets.read(row);
    }

    /**
     * These rows, read when they are asked for, also when the store has been closed.
     *
     * @param means per gene, what stands in for a missing value; NaN leaves it missing
     * @throws IllegalArgumentException when they are not all of one panel, of as many genes
     */
    public Profiles profiles(List<SnapshotRow> rows, float[] means) throws IOException {
        return sheets.profiles(rows, means);
    }

    /** Makes everything so far durable, as one. */
    public void commit(Reading reading, Instant at) throws IOException {
        sheets.rewriteWhereMostIsGarbage(holdings);
        sheets.force();
        SnapshotCatalogue catalogue = holdings.describe(SnapshotCatalogue.newBuilder())
                .setClusterId(reading.clusterId())
                .setCommittedAt(at)
                .setUndecodable(reading.undecodable())
                .setPositions(reading.positions())
                .setSheets(sheets.described())
                .build();
        catalogueFile.replace(catalogue);
        committed = catalogue;
        sheets.sweep();
    }

    /** Forgets everything, to begin anew. */
    public void clear() throws IOException {
        sheets.clear();
        holdings.clear();
        committed = null;
    }

    @Override
    public void close() throws IOException {
        sheets.close();
        lockChannel.close();
    }
}
