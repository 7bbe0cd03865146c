package org.expressway.cli.command;

import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.ingest.publish.Withdrawals;
import org.expressway.ingest.publish.Withdrawals.Found;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway withdraw}. */
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        description = {
            "Withdraws a sample for ever: it leaves its batch while that is open, and every view in any case.",
            "What was published stays in the raw topic, and past predictions in their log."
        },
        footer = {"", "Example:", "  expressway withdraw LYON/S17 --reason \"consent withdrawn\" --as ada"})
public final class WithdrawCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "SITE/SAMPLE", description = "The sample.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sample;

    @Option(
            names = "--batch",
            paramLabel = "SITE/BATCH",
            description = "Its batch, to be sure; found where it is not given.")
    private @Nullable String batch;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; stays on record.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reason;

    @Option(names = "--as", required = true, paramLabel = "WHO", description = "Who withdraws it; stays on record.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String by;

    @Option(names = "--dry-run", description = "Only say what would happen.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        requireText("--reason", reason);
        requireText("--as", by);
        Withdrawals withdrawals = new Withdrawals(platform.endpoints(), platform.clock());
        Found found = withdrawals.find(Keys.site(sample), Keys.id(sample), batchId());
        SampleWithdrawal before = found.withdrawal();
        SampleWithdrawal said = dryRun || before != null ? before : withdrawals.withdraw(found, reason, by);
        Row row = Row.of(found, before != null, said);
        System.out.println(json ? Json.line(row) : row.text());
        return ExitCode.OK;
    }

    private @Nullable String batchId() {
        if (batch == null) {
            return null;
        }
        if (!Keys.site(batch).equals(Keys.site(sample))) {
            throw new IllegalArgumentException("--batch " + batch + ": expected a batch of site " + Keys.site(sample));
        }
        return Keys.id(batch);
    }

    private static void requireText(String option, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(option + " is empty; it stays on record, so say it in words");
        }
    }

    /** What was done, or would be. */
    record Row(
            String site,
            String sampleId,
            String batchId,
            String standing,
            boolean withdrawn,
            boolean withdrawnBefore,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String at,
            String effect) {
        static Row of(Found found, boolean before, @Nullable SampleWithdrawal said) {
            return new Row(
                    found.site(),
                    found.sampleId(),
                    found.batchId(),
                    found.standing().name(),
                    said != null,
                    before,
                    said == null ? null : said.getReason(),
                    said == null ? null : said.getBy(),
                    said == null ? null : said.getAt().toString(),
                    effect(found.standing()));
        }

        private static String effect(Withdrawals.Standing standing) {
            return switch (standing) {
                case UNSEEN -> "nothing has been said of it yet, and nothing will be";
                case OPEN -> "its batch is open: it leaves the statistics and the views";
                case CLOSED -> "its batch is closed: it leaves the views; the fit stays what it was, on record";
                case REFERENCE -> "it is behind a reference, which stays what it is: it leaves the views";
            };
        }

        String text() {
            String verb = withdrawnBefore
                    ? "was withdrawn before, by " + by + " at " + at + " (" + reason + ")"
                    : withdrawn ? "is withdrawn" : "would be withdrawn";
            return "%s/%s of batch %s/%s %s: %s".formatted(site, sampleId, site, batchId, verb, effect);
        }
    }
}
