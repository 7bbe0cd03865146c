package org.expressway.ingest.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds deliveries by their names. A file belongs to the delivery of the longest name that it begins with. Hidden files,
 * symbolic links and names with control characters are passed over; a file that is still being written (.part, .tmp, ...)
 * holds its delivery back.
 */
final class Arrivals {
    private static final Pattern SHEET = Pattern.compile("(.+)\\.samples\\.(tsv|csv|txt)(\\.gz)?");
    private static final Pattern UNFINISHED = Pattern.compile(".*\\.(part|partial|tmp|temp|filepart|crdownload)");
    private static final String DONE = ".done";

    private final Path folder;
    private final Consumer<String> messages;
    private final Set<String> told = new HashSet<>();

    Arrivals(Path folder, Consumer<String> messages) {
        this.folder = folder;
        this.messages = messages;
    }

    /** The deliveries that have a sheet and a matrix now, by name. */
    List<Delivery> look() throws IOException {
        List<Path> entries = entries();
        Map<String, Path> sheets = sheets(entries);
        Map<String, List<Path>> parts = new TreeMap<>();
        for (Path entry : entries) {
            String owner = owner(entry, sheets);
            if (owner != null && !sheets.containsValue(entry)) {
                parts.computeIfAbsent(owner, name -> new ArrayList<>()).add(entry);
            }
        }
        List<Delivery> complete = new ArrayList<>();
        parts.forEach((name, found) -> {
            Path sheet = sheets.get(name);
            if (sheet != null && found.stream().noneMatch(part -> matches(UNFINISHED, part))) {
                delivery(name, sheet, found, complete);
            }
        });
        return complete;
    }

    private static void delivery(String name, Path sheet, List<Path> found, List<Delivery> complete) {
        Path done = found.stream()
                .filter(part -> name(part).equals(name + DONE))
                .findFirst()
                .orElse(null);
        List<Path> matrix = found.stream().filter(part -> !part.equals(done)).toList();
        if (!matrix.isEmpty()) {
            complete.add(new Delivery(name, sheet, matrix, done));
        }
    }

    private List<Path> entries() throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
            for (Path entry : there) {
                if (usable(entry)) {
                    entries.add(entry);
                }
            }
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private boolean usable(Path entry) {
        String name = name(entry);
        if (name.startsWith(".") || name.equals(Handover.DONE) || name.equals(Handover.REFUSED)) {
            return false;
        }
        if (Files.isSymbolicLink(entry) || name.chars().anyMatch(Character::isISOControl)) {
            if (told.add(name)) {
                messages.accept(org.expressway.ingest.Fault.quoted(name)
                        + " is passed over: a symbolic link, or a name with control characters");
            }
            return false;
        }
        return true;
    }

    private static Map<String, Path> sheets(List<Path> entries) {
        Map<String, Path> sheets = new TreeMap<>();
        for (Path entry : entries) {
            Matcher sheet = SHEET.matcher(name(entry));
            if (sheet.matches() && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                sheets.putIfAbsent(sheet.group(1), entry);
            }
        }
        return sheets;
    }

    private static @Nullable String owner(Path entry, Map<String, Path> sheets) {
        String name = name(entry);
        return sheets.keySet().stream()
                .filter(sheet -> name.equals(sheet) || name.startsWith(sheet + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    private static boolean matches(Pattern pattern, Path entry) {
        return pattern.matcher(name(entry)).matches();
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
