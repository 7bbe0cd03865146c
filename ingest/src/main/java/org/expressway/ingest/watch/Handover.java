package org.expressway.ingest.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.watch.WatchJournal.State;
import org.expressway.ingest.watch.WatchJournal.Step;

/**
 * Puts deliveries into done/NAME or refused/NAME, each file by one rename. The journal is written before the first and
 * after the last: a crash in between is made good by {@link #resume}.
 */
final class Handover {
    static final String DONE = "done";
    static final String REFUSED = "refused";

    private final Path folder;
    private final WatchJournal journal;
    private final Clock clock;

    Handover(Path folder, WatchJournal journal, Clock clock) throws IOException {
        this.folder = folder;
        this.journal = journal;
        this.clock = clock;
        for (String room : new String[] {DONE, REFUSED}) {
            if (Files.exists(folder.resolve(room), LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(folder.resolve(room), LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(folder.resolve(room).toString());
            }
            Files.createDirectories(folder.resolve(room));
        }
    }

    /** @return the folder that the delivery is in now */
    Path hand(Delivery delivery, Content content, State state, Report report) throws IOException {
        Path target = target(state == State.SENT ? DONE : REFUSED, delivery.name());
        report.write(target, delivery.name(), content.digest(), now());
        Step step = new Step(
                now(),
                state,
                content.digest(),
                delivery.name(),
                folder.relativize(target).toString(),
                content.parts());
        journal.add(step);
        for (Path file : delivery.all()) {
            move(file, target);
        }
        moved(step);
        return target;
    }

    /** Moves what a former process was about to move, if it is still the same. */
    void resume() throws IOException {
        for (Step step : journal.unmoved()) {
            Path target = folder.resolve(step.target());
            Files.createDirectories(target);
            for (Map.Entry<String, String> part : step.parts().entrySet()) {
                Path file = folder.resolve(part.getKey());
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isStill(file, part.getValue())) {
                    move(file, target);
                }
            }
            moved(step);
        }
    }

    private static boolean isStill(Path file, String digest) throws IOException {
        try {
            return Fingerprint.content(file).equals(digest);
        } catch (BadInput other) {
            return false;
        }
    }

    private void moved(Step step) throws IOException {
        journal.add(new Step(now(), State.MOVED, step.digest(), step.name(), step.target(), Map.of()));
    }

    private static void move(Path file, Path target) throws IOException {
        Path place = target.resolve(String.valueOf(file.getFileName()));
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** NAME, or NAME-2, ... where there has been one of that name. */
    private Path target(String room, String name) throws IOException {
        Path target = folder.resolve(room).resolve(name);
        for (int i = 2; Files.exists(target) && !Report.isAlone(target); i++) {
            target = folder.resolve(room).resolve(name + "-" + i);
        }
        return Files.createDirectories(target);
    }

    private String now() {
        return clock.instant().toString();
    }
}
