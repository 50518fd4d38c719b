package poegateway.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import poegateway.app.BackendChoice;
import poegateway.app.Banner;
import poegateway.app.Simulators;
import poegateway.config.SimulatorConfig;
import poegateway.config.WebAddresses;
import poegateway.simulator.SimulatedPoe;

/** {@code poe-gateway sim}: runs the simulator of Poe by itself, for programs that talk to Poe directly. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = "Runs only the simulator of Poe.")
final class SimCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8643",
            description = "Port; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; default ${DEFAULT-VALUE}. One that other machines can reach needs --insecure.")
    private String host = "127.0.0.1";

    @Option(names = "--insecure", description = "Serve everyone, even outside this machine: any key will do.")
    private boolean insecure;

    @Option(names = "--tls", description = "Serve HTTP/2 over TLS, with a certificate made at start.")
    private boolean tls;

    @Option(
            names = "--pace-ms",
            paramLabel = "MILLIS",
            defaultValue = "20",
            description = "Pause before each chunk of a stream; default ${DEFAULT-VALUE}.")
    private int paceMillis;

    @Option(
            names = "--chunk-chars",
            paramLabel = "CHARS",
            defaultValue = "12",
            description = "Characters of text in each chunk; default ${DEFAULT-VALUE}.")
    private int chunkChars;

    @Override
    public Integer call() throws InterruptedException {
        SimulatorConfig manner;
        try {
            manner = new SimulatorConfig(port, Duration.ofMillis(paceMillis), chunkChars);
        } catch (IllegalArgumentException wrong) {
            return ServeRun.refuse(CommandLine.ExitCode.USAGE, "sim: " + wrong.getMessage() + ". See --help.");
        }
        String address = WebAddresses.bare(host);
        if (!insecure && !BackendChoice.isLoopback(address)) {
            return ServeRun.refuse(
                    CommandLine.ExitCode.USAGE,
                    "sim: " + host
                            + " can be reached from outside this machine, and the simulator takes any key. Listen on"
                            + " 127.0.0.1, or add --insecure if that is what you want.");
        }
        try (SimulatedPoe poe = Simulators.alone(tls, address, manner)) {
            System.out.println(Banner.simulator(poe.baseUri()));
            new CountDownLatch(1).await();
            return 0;
        } catch (UncheckedIOException taken) {
            return ServeRun.refuse(ServeRun.FAILED, ServeRun.taken(host, port));
        }
    }
}
