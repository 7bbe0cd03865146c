package org.expressway.ingest.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.hdf5.HdfTables;
import org.expressway.ingest.text.TextTables;

/**
 * Finds what can be published in a folder and the folders in it: tables that a tool wrote, known by their content, and
 * folders that are one delivery (a 10x triplet, a salmon or kallisto run). Everything else is left aside and told: a plain
 * table among logs could be anything, and has to be named itself.
 */
public final class FolderSearch {
    private static final int DEEPEST = 4;
    private static final int MOST = 100_000;
    private static final int SHOWN = 5;

    private final Path sheet;
    private final List<Path> found = new ArrayList<>();
    private final List<Path> aside = new ArrayList<>();

    private FolderSearch(Path sheet) {
        this.sheet = sheet;
    }

    /**
     * What was found.
     *
     * @param files in the order of their paths
     * @param aside files that are no tool's tables
     */
    public record Found(List<Path> files, List<Path> aside) {
        public Found {
            files = List.copyOf(files);
            aside = List.copyOf(aside);
        }

        /** A sentence on what was left aside; empty where nothing was. */
        public String note() {
            if (aside.isEmpty()) {
                return "";
            }
            String names = aside.stream().limit(SHOWN).map(Path::toString).collect(Collectors.joining(", "));
            return aside.size() + " files are no table that a tool wrote, and were left aside: " + names
                    + (aside.size() > SHOWN ? " and more" : "") + "; name a table to have it read";
        }
    }

    /**
     * The files to read of a path: itself, or what stands in it.
     *
     * @param sheet the sample sheet, which is no table
     * @throws BadInput where the folder holds none
     */
    public static Found in(Path path, Path sheet) throws BadInput {
        if (!Files.isDirectory(path) || LabReader.isOneDelivery(path)) {
            return new Found(List.of(path), List.of());
        }
        FolderSearch search = new FolderSearch(sheet);
        search.walk(path, 1);
        if (search.found.isEmpty()) {
            String seen = search.aside.stream().limit(SHOWN).map(Path::toString).collect(Collectors.joining(", "));
            throw new BadInput(Fault.ofFile(
                    path,
                    seen.isEmpty() ? "a folder in which no table stands" : "a folder without a tool's table: " + seen,
                    "tables that a tool wrote, a folder a sample, or a 10x triplet",
                    "name the table itself"));
        }
        return new Found(search.found, search.aside);
    }

    private void walk(Path folder, int depth) throws BadInput {
        for (Path child : children(folder)) {
            if (found.size() + aside.size() > MOST) {
                throw new BadInput(Fault.ofFile(
                        folder, "more than " + MOST + " files", "a run's files", "name a folder further down"));
            }
            if (!Files.isDirectory(child)) {
                (isTable(child) ? found : aside).add(child);
            } else if (LabReader.isOneDelivery(child)) {
                found.add(child);
            } else if (depth < DEEPEST) {
                walk(child, depth + 1);
            }
        }
    }

    private List<Path> children(Path folder) throws BadInput {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> children = new ArrayList<>();
            for (Path child : all.sorted().toList()) {
                String name = child.getFileName().toString();
                if (!name.startsWith(".") && !(Files.exists(sheet) && Files.isSameFile(child, sheet))) {
                    children.add(child);
                }
            }
            return children;
        } catch (IOException e) {
            throw new BadInput(Fault.ofFile(
                    folder,
                    "a folder that cannot be listed (" + e.getMessage() + ")",
                    "a folder",
                    "look at its owner"));
        }
    }

    private static boolean isTable(Path file) {
        return HdfTables.isHdf5(file) || TextTables.isToolsTable(file);
    }
}
