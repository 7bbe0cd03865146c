package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Interruption;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.Stop;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.PublishRequest;
import org.expressway.ingest.publish.PublishSummary;
import org.expressway.ingest.publish.Publisher;
import org.expressway.ingest.watch.FolderWatch;
import org.expressway.ingest.watch.Intake;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.wire.RegistryUnavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes what laboratories put into a folder, each delivery once, over restarts too. A delivery is a sheet",
            "NAME.samples.tsv (or .csv) and its matrices: all other files NAME.*, or the folder NAME. It is taken when none",
            "of its files has changed for --settle seconds, or at once when there is a file NAME.done. Then it is moved to",
            "DIR/done/NAME, or with its faults to DIR/refused/NAME, with report.json and report.txt beside it. Names ending",
            "in .part or .tmp hold a delivery back; hidden files and symbolic links are passed over. What is told of the",
            "files by the options goes for every delivery."
        },
        footer = {
            "",
            "Example, into the folder go run42.counts.tsv.gz and run42.samples.tsv:",
            "  expressway watch /srv/deliveries --pseudonym-key lab.key",
            "Example, from cron:",
            "  expressway watch /srv/deliveries --once --pseudonym-key lab.key"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    @Mixin
    private final FileOptions options = new FileOptions();

    @Parameters(paramLabel = "DIR", description = "The folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(
            names = "--panel",
            paramLabel = "NAME",
            defaultValue = PublishRequest.DEFAULT_PANEL,
            description =
                    "Panel to align to; a new name is given to the first file's genes (default: ${DEFAULT-VALUE}).")
    private String panel = PublishRequest.DEFAULT_PANEL;

    @Option(
            names = "--min-mapped",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Refuse a file of whose genes a smaller share is in the panel (default: ${DEFAULT-VALUE}).")
    private double minimumMapped = GeneRule.STANDARD.minimum();

    @Option(names = "--assay", description = "How expression was measured: ${COMPLETION-CANDIDATES}.")
    private Assay assay = Assay.UNKNOWN;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "A delivery is taken when it has not changed for so long (default: ${DEFAULT-VALUE}).")
    private int settle = 10;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often to look (default: ${DEFAULT-VALUE}).")
    private int poll = 2;

    @Option(
            names = "--once",
            description =
                    "Take what is there, waiting as long as --settle says, and end. Exit code 6 if some is refused.")
    private boolean once;

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        if (settle < 0 || poll < 1) {
            throw new IllegalArgumentException(
                    "--settle " + settle + ", --poll " + poll + ": expected 0 and 1 at least");
        }
        Pseudonyms subjects = pseudonyms.pseudonyms();
        Publisher publisher = new Publisher(platform.endpoints(), platform.clock());
        try (Interruption interruption = Interruption.taken(System.err);
                FolderWatch watch = FolderWatch.open(
                        directory,
                        Duration.ofSeconds(settle),
                        intake(publisher, subjects, interruption),
                        platform.clock(),
                        WatchCommand::say)) {
            interruption.holding();
            if (once) {
                lookOnce(watch, interruption);
            } else {
                lookOnAndOn(watch, interruption);
            }
            System.out.println("%d deliveries taken, %d refused".formatted(watch.taken(), watch.refused()));
            return watch.refused() == 0 ? ExitCode.OK : watch.taken() > 0 ? ExitCode.PARTLY_DONE : ExitCode.BAD_DATA;
        }
    }

    private Intake intake(Publisher publisher, Pseudonyms subjects, Stop stop) {
        return (matrices, samples) -> {
            PublishSummary summary = publisher.publish(request(matrices, samples, subjects), Progress.SILENT, stop);
            if (summary.left() > 0) {
                throw new CancellationException(
                        samples.getFileName() + " is sent in part; the same command again sends the rest");
            }
            return summary;
        };
    }

    private PublishRequest request(List<Path> matrices, Path samples, Pseudonyms subjects) {
        return new PublishRequest(
                matrices,
                samples,
                sheet.columns(),
                panel,
                assay,
                options.unit(),
                options.reading(),
                options.annotation(),
                new GeneRule(minimumMapped),
                subjects);
    }

    private void lookOnce(FolderWatch watch, Stop stop) throws IOException, InterruptedException {
        try {
            if (watch.look() > 0 && !stop.requested()) {
                sleep(Duration.ofSeconds(settle), stop);
                watch.look();
            }
        } catch (CancellationException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    /** While the platform does not answer, deliveries stay where they are, and it is asked less and less often. */
    private void lookOnAndOn(FolderWatch watch, Stop stop) throws IOException, InterruptedException {
        say("watching " + directory.toAbsolutePath());
        Duration pause = Duration.ofSeconds(poll);
        while (!stop.requested()) {
            try {
                watch.look();
                pause = Duration.ofSeconds(poll);
            } catch (KafkaException | RegistryUnavailable e) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? pause.multipliedBy(2) : LONGEST_WAIT;
                say("the platform does not answer, next try in " + pause.toSeconds() + " s: " + e.getMessage());
            } catch (CancellationException e) {
                say(String.valueOf(e.getMessage()));
            }
            sleep(pause, stop);
        }
    }

    private static void sleep(Duration pause, Stop stop) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        while (!stop.requested() && System.nanoTime() < until) {
            Thread.sleep(Math.max(1, Math.min(100, (until - System.nanoTime()) / 1_000_000)));
        }
    }

    private static void say(String line) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
