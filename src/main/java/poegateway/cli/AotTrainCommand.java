package poegateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import poegateway.app.Banner;
import poegateway.app.Gateway;
import poegateway.app.Platform;
import poegateway.app.Simulators;
import poegateway.config.GatewayConfig;
import poegateway.config.SimulatorConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.simulator.SimulatedPoe;

/**
 * {@code poe-gateway train}: a short life of a gateway, for Java to watch and to write an AOT cache from. Once with the
 * embedded simulator, once with a Poe behind TLS and HTTP/2. It says nothing but its log, and keeps nothing.
 */
@Command(name = "train", hidden = true, description = "A training run for Java's AOT cache.")
final class AotTrainCommand implements Callable<Integer> {
    /** For the requests of one gateway; what is not done by then is left out. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** A machine that builds or tests beside it may be slow; whoever waits for the training has waited for the build too. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** The second round meets what the first one leaves behind: caches, kept connections. */
    private static final int ROUNDS = 2;

    private static final String SETTINGS = "poe-gateway.yaml";
    private static final String AUTHORITY = "authority.pem";

    @Override
    public Integer call() {
        try {
            trainIn(Files.createTempDirectory("poe-gateway-train"), Platform.real());
            return 0;
        } catch (IOException | IllegalStateException | UncheckedIOException failed) {
            return ServeRun.refuse(ServeRun.FAILED, "The training run failed: " + failed.getMessage());
        }
    }

    private static void trainIn(Path folder, Platform platform) throws IOException {
        try {
            Files.writeString(folder.resolve(SETTINGS), "simulator:\n  pace: 0ms\n");
            train(simulated(folder), platform);
            trainWithTls(folder, platform);
        } finally {
            Files.deleteIfExists(folder.resolve(AUTHORITY));
            Files.deleteIfExists(folder.resolve(SETTINGS));
            Files.deleteIfExists(folder);
        }
    }

    private static void train(ConfigSources sources, Platform platform) {
        GatewayConfig config = ConfigLoader.load(sources).config();
        int exitCode = ServeRun.run(sources, platform, gateway -> drive(gateway, config, platform));
        if (exitCode != 0) {
            throw new IllegalStateException("the gateway ended with exit code " + exitCode + ".");
        }
    }

    /** What a start at a terminal and an ordinary command line need is not run by the training itself, whose output goes to a file. */
    private static void drive(Gateway gateway, GatewayConfig config, Platform platform) {
        FastArguments.of("serve", "--port", "0").orElseThrow().sources();
        Banner.lines(gateway, config, Duration.ZERO);
        URI url = gateway.url();
        ReadyProbe.Finding finding = ReadyProbe.of(url, READY_WITHIN).ask();
        if (!finding.ready()) {
            throw new IllegalStateException(finding.sentence());
        }
        long deadlineNanos = platform.nanoTime().getAsLong() + LIMIT.toNanos();
        try {
            AotWorkload.drive(url, ROUNDS, () -> platform.nanoTime().getAsLong() - deadlineNanos < 0);
        } catch (IOException broken) {
            throw new IllegalStateException(broken.getMessage(), broken);
        }
    }

    private static void trainWithTls(Path folder, Platform platform) throws IOException {
        try (SimulatedPoe poe = Simulators.alone(true, "127.0.0.1", new SimulatorConfig(0, Duration.ZERO, 12))) {
            Path authority = Files.writeString(folder.resolve(AUTHORITY), pem(poe));
            Map<String, String> flags = Map.of(
                    "server.port",
                    "0",
                    "poe.source",
                    "poe",
                    "poe.base-url",
                    poe.baseUri().toString(),
                    "poe.ca-file",
                    authority.toString());
            train(sources(folder, Map.of("POE_API_KEY", "training"), flags), platform);
        }
    }

    private static ConfigSources simulated(Path folder) {
        return sources(folder, Map.of(), Map.of("server.port", "0", "poe.source", "simulator"));
    }

    /** The settings of whoever builds must not change what is trained, so their folder and variables stay out. */
    private static ConfigSources sources(Path folder, Map<String, String> environment, Map<String, String> flags) {
        return new ConfigSources(folder, Optional.of(folder.resolve(SETTINGS)), environment, flags);
    }

    private static String pem(SimulatedPoe poe) {
        try {
            byte[] certificate = poe.certificate().getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("the simulator made a certificate that cannot be written", broken);
        }
    }
}
