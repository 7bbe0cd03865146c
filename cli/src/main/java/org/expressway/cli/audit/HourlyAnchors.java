package org.expressway.cli.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.audit.AnchorKey;
import org.jspecify.annotations.Nullable;

/** Anchors the chains every hour while a platform runs; the installation's key is made when it first does. */
public final class HourlyAnchors implements AutoCloseable {
    private static final String FOLDER = "EXPRESSWAY_ANCHORS";

    private final PlatformOptions platform;
    private final Path folder;
    private final Consumer<String> say;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "anchors");
        thread.setDaemon(true);
        return thread;
    });

    private HourlyAnchors(PlatformOptions platform, Path folder, Consumer<String> say) {
        this.platform = platform;
        this.folder = folder;
        this.say = say;
    }

    /** @param say hears of an hour that could not be anchored */
    public static HourlyAnchors start(PlatformOptions platform, Consumer<String> say) {
        HourlyAnchors anchors = new HourlyAnchors(platform, folder(platform.dataDir()), say);
        try {
            var unused = AnchorKey.ofFolder(Anchoring.keys(platform.dataDir()));
        } catch (IOException e) {
            throw new UncheckedIOException("the key that anchors are signed with: " + e.getMessage(), e);
        }
        var unused = anchors.clock.scheduleAtFixedRate(anchors::anchor, 1, 1, TimeUnit.HOURS);
        return anchors;
    }

    private static Path folder(Path dataDir) {
        @Nullable String set = System.getenv(FOLDER);
        return set == null || set.isBlank() ? Anchoring.anchors(dataDir) : Path.of(set);
    }

    public Path folder() {
        return folder;
    }

    /** An hour that fails is made up for by the next: an anchor signs the ends of whole chains. */
    private void anchor() {
        try {
            var unused = new Anchoring(platform, Anchoring.keys(platform.dataDir()), folder)
                    .anchor(platform.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (IOException | RuntimeException e) {
            say.accept("the audit chains could not be anchored: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
