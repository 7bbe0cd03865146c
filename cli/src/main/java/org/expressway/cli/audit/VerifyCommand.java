package org.expressway.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that what stands written is what was written. Without a sample: every chain (numbers, links, digests), the",
            "anchors of their ends, and that the predictions are those the scorer put on record. With one, or with --all:",
            "correction and prediction derived again from the raw record, the reference, the fit and the bundle that they name,",
            "and compared: the correction bit for bit, the score bit for bit on the same runtime, else the same call within 1e-5.",
            "Exit code 3 where anything differs; each fault is named on stdout."
        },
        footer = {
            "",
            "Example:",
            "  expressway audit verify --key anchors.pub --anchors /mnt/worm/anchors",
            "  expressway audit verify LYON/S17",
            "  expressway audit verify --all --json"
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final AuditOptions options = new AuditOptions();

    @Parameters(arity = "0..1", paramLabel = "SITE/SAMPLE", description = "The sample to derive again.")
    private @Nullable String sample;

    @Option(names = "--all", description = "The chains, and every sample of the platform.")
    private boolean all;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key that anchors are held against (default: the one in DATA-DIR/audit).")
    private @Nullable Path key;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (sample != null) {
            if (all) {
                throw new IllegalArgumentException("a sample and --all: give one of them");
            }
            Keys.of(Keys.site(sample), Keys.id(sample));
        }
        Findings findings = new Findings();
        if (sample == null) {
            new ChainVerification(options, findings).run(key);
        }
        if (sample != null || all) {
            try (SampleVerification samples = new SampleVerification(options.platform(), findings)) {
                samples.run(sample, new TerminalProgress(System.err));
            }
        }
        print(findings);
        return findings.faults().isEmpty() ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    private void print(Findings findings) {
        if (json) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sound", findings.faults().isEmpty());
            row.put("counts", findings.counts());
            row.put("faults", findings.faults());
            row.put("notes", findings.notes());
            System.out.println(Json.line(row));
            return;
        }
        findings.counts().forEach((what, n) -> System.out.printf("%,10d %s%n", n, what));
        findings.notes().forEach(note -> System.err.println("note: " + note));
        findings.faults().forEach(fault -> System.out.println("FAULT " + fault));
        System.out.println(
                findings.faults().isEmpty()
                        ? "all of it stands as it was written"
                        : findings.faults().size() + " faults");
    }
}
