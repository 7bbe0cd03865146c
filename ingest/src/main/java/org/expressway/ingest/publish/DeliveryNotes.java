package org.expressway.ingest.publish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person should know of a delivery; what is true of several files is said once. */
record DeliveryNotes(LabDelivery delivery) {
    List<String> notes() {
        List<String> notes = new ArrayList<>(delivery.sheet().notes());
        notes.addAll(delivery.notes());
        notes.addAll(ofFiles());
        return notes;
    }

    private List<String> ofFiles() {
        Map<String, List<Path>> filesOf = new LinkedHashMap<>();
        for (CheckedFile file : delivery.files()) {
            add(filesOf, "read as " + file.format().description(), file);
            file.notes().forEach(note -> add(filesOf, note, file));
        }
        return filesOf.entrySet().stream()
                .map(note -> of(note.getValue()) + note.getKey())
                .toList();
    }

    private static void add(Map<String, List<Path>> filesOf, String note, CheckedFile file) {
        filesOf.computeIfAbsent(note, any -> new ArrayList<>()).add(file.file());
    }

    private static String of(List<Path> files) {
        String first = String.valueOf(files.get(0).getFileName());
        return files.size() == 1 ? first + ": " : files.size() + " files (" + first + ", ...): ";
    }
}
