package org.expressway.cli.command;

import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway rejected}. */
@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        description = "Records that could not be processed, with the reason; their original bytes are kept.",
        footer = {"", "Example:", "  expressway rejected --json"})
public final class RejectedCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        platform.reader(Topics.REJECTED).toEnd(read -> {
            DeadLetter letter = read.value();
            if (letter != null) {
                Row row = Row.of(letter, read.key());
                System.out.println(json ? Json.line(row) : row.text());
            }
        });
        return ExitCode.OK;
    }

    /** A dead letter without its bytes. */
    record Row(
            String id,
            String key,
            String service,
            String step,
            String reason,
            String message,
            @Nullable String site,
            @Nullable String batchId,
            @Nullable String sampleId,
            int bytes,
            int redriveCount,
            String rejectedAt) {
        static Row of(DeadLetter letter, String key) {
            return new Row(
                    letter.getId(),
                    key,
                    letter.getService(),
                    letter.getStep(),
                    letter.getReason().name(),
                    letter.getMessage(),
                    letter.getSite(),
                    letter.getBatchId(),
                    letter.getSampleId(),
                    letter.getValue() == null ? 0 : letter.getValue().remaining(),
                    letter.getRedriveCount(),
                    letter.getRejectedAt().toString());
        }

        String text() {
            return "%s  %s  %s/%s: %s".formatted(reason, id, service, step, message);
        }
    }
}
