package org.expressway.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Interruption;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.gateway.AccessToken;
import org.expressway.ingest.gateway.Gateway;
import org.expressway.ingest.gateway.GatewaySettings;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code expressway gateway}. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the HTTP door for a laboratory's information system (LIMS), in the foreground: samples, ends of runs and",
            "labels as JSON, samples also as Avro. It answers after Kafka has acknowledged; /v1/openapi.json says how to ask.",
            "Each request is a line of log on stderr. Ctrl-C ends what is being answered, then stops."
        },
        footer = {
            "",
            "A token is always needed: from --token-file, from EXPRESSWAY_GATEWAY_TOKEN, or made at the first start in",
            "DATA-DIR/gateway/token. The gateway speaks plain HTTP: beyond this machine, put TLS in front of it.",
            "",
            "Example:",
            "  expressway gateway --pseudonym-key lab.key",
            "  curl -H \"Authorization: Bearer $(cat .expressway/gateway/token)\" -H 'Idempotency-Key: order-4711' \\",
            "    --json @sample.json http://127.0.0.1:8480/v1/samples"
        })
public final class GatewayCommand implements Callable<Integer> {
    private static final String TOKEN = "EXPRESSWAY_GATEWAY_TOKEN";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}); another needs a token of yours.")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8480", description = "Port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int port = 8480;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token, readable by its owner alone (default: EXPRESSWAY_GATEWAY_TOKEN).")
    private @Nullable Path tokenFile;

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        String said = System.getenv().getOrDefault(TOKEN, "");
        boolean given = tokenFile != null || !said.isBlank();
        if (!given && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw usage("--host " + host + " is reached from other machines: give the token yourself (--token-file or "
                    + TOKEN + "), and put TLS in front of the gateway");
        }
        Pseudonyms subjects = pseudonyms.pseudonyms();
        if (subjects.equals(Pseudonyms.REFUSED)) {
            throw usage(
                    "a LIMS sends subjects: give --pseudonym-key FILE (`expressway pseudonym new-key FILE` makes one),"
                            + " or --already-pseudonymous where their ids are no patient's own");
        }
        Path folder = platform.dataDir().resolve("gateway");
        GatewaySettings settings =
                new GatewaySettings(host, port, token(folder, said), folder, subjects, System.err::println);
        serve(settings, given ? "" : "   token in " + folder.resolve("token"));
        return ExitCode.OK;
    }

    private void serve(GatewaySettings settings, String where) throws IOException, InterruptedException {
        try (Interruption interruption = Interruption.taken(System.err);
                Gateway gateway = Gateway.start(platform.endpoints(), settings, platform.clock())) {
            interruption.holding();
            System.err.println("gateway at http://" + host + ":" + gateway.port() + "/v1/openapi.json" + where);
            while (!interruption.requested()) {
                Thread.sleep(100);
            }
        }
    }

    private String token(Path folder, String said) throws IOException {
        if (tokenFile != null) {
            return AccessToken.read(tokenFile);
        }
        return said.isBlank() ? AccessToken.readOrMake(folder.resolve("token")) : AccessToken.checked(said, TOKEN);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
