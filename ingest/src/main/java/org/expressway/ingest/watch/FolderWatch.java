package org.expressway.ingest.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.publish.PublishSummary;
import org.expressway.ingest.watch.WatchJournal.State;
import org.expressway.ingest.watch.WatchJournal.Step;

/**
 * Takes each delivery of a folder once. The order of things makes a crash harmless wherever it comes: before the journal
 * says SENT the delivery is published again, and the same content counts once; after it nothing is sent any more.
 */
public final class FolderWatch implements AutoCloseable {
    private static final String OWN = ".expressway-watch";

    private final Path folder;
    private final Intake intake;
    private final Consumer<String> messages;
    private final Arrivals arrivals;
    private final Settling settling;
    private final WatchJournal journal;
    private final Handover handover;
    private int taken;
    private int refused;

    private FolderWatch(Path folder, Duration settle, Intake intake, Clock clock, Consumer<String> messages)
            throws IOException {
        this.folder = folder;
        this.intake = intake;
        this.messages = messages;
        this.arrivals = new Arrivals(folder, messages);
        this.settling = new Settling(settle);
        this.journal = WatchJournal.open(folder.resolve(OWN));
        this.handover = new Handover(folder, journal, clock);
    }

    /**
     * Opens a folder and ends what a former process began.
     *
     * @param settle how long a delivery must not change before it is taken
     * @param messages told what happens, a line each
     * @throws IllegalStateException when another process watches the folder
     */
    public static FolderWatch open(
            Path directory, Duration settle, Intake intake, Clock clock, Consumer<String> messages) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory + ": expected the folder to watch");
        }
        FolderWatch watch = new FolderWatch(directory.toRealPath(), settle, intake, clock, messages);
        try {
            watch.handover.resume();
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
        return watch;
    }

    /**
     * Looks once, and takes what has settled.
     *
     * @return how many deliveries wait to settle
     * @throws IOException where the folder or the artifact store cannot be used
     * @throws org.apache.kafka.common.KafkaException where Kafka does not answer; the delivery stays where it is
     */
    public int look() throws IOException {
        int waiting = 0;
        for (Delivery delivery : arrivals.look()) {
            if (isSettled(delivery)) {
                take(delivery);
                settling.forget(delivery.name());
            } else {
                waiting++;
            }
        }
        return waiting;
    }

    /** Deliveries published, or found to have been, so far. */
    public int taken() {
        return taken;
    }

    /** Deliveries refused so far. */
    public int refused() {
        return refused;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private boolean isSettled(Delivery delivery) throws IOException {
        try {
            String seen = Fingerprint.outside(delivery.content());
            return settling.settled(delivery.name(), seen, System.nanoTime()) || delivery.done() != null;
        } catch (NoSuchFileException | UncheckedIOException gone) {
            return false;
        }
    }

    private void take(Delivery delivery) throws IOException {
        Content content = Content.UNKNOWN;
        try {
            content = Content.of(delivery);
            Step earlier = journal.sent(content.digest());
            if (earlier == null) {
                send(delivery, content);
            } else {
                hand(
                        delivery,
                        content,
                        State.SENT,
                        Report.repeated(earlier),
                        "was sent before, as " + earlier.target());
            }
            taken++;
        } catch (BadInput e) {
            refused++;
            hand(
                    delivery,
                    content,
                    State.REFUSED,
                    Report.of(e, folder),
                    "is refused: " + e.faults().get(0).where());
        }
    }

    private void send(Delivery delivery, Content content) throws IOException, BadInput {
        PublishSummary summary = intake.publish(delivery.parts(), delivery.sheet());
        if (!Content.of(delivery).equals(content)) {
            throw new BadInput(Fault.ofFile(
                    delivery.sheet(),
                    "a delivery that was changed while it was read; " + summary.samples() + " samples of it are sent",
                    "files that are complete when they get their name",
                    "look at what is published, then deliver it again; write under a name that ends in .part and rename"
                            + " it at the end"));
        }
        hand(delivery, content, State.SENT, Report.of(summary), summary.samples() + " samples are published");
    }

    private void hand(Delivery delivery, Content content, State state, Report report, String what) throws IOException {
        Path target = handover.hand(delivery, content, state, report);
        messages.accept(delivery.name() + " " + what + "; it is in " + folder.relativize(target));
    }
}
