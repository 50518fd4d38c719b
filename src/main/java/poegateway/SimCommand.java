package poegateway;

import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import poegateway.config.GatewayConfig;
import poegateway.simulator.SimulatedPoe;

/** {@code poe-gateway sim}: runs the simulator of Poe by itself, for programs that talk to Poe directly. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description = "Runs the simulator of Poe by itself, on loopback.")
final class SimCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8643",
            description = "Port; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--tls", description = "Speak TLS with HTTP/2, under a certificate made at the start.")
    private boolean tls;

    @Override
    public Integer call() throws InterruptedException {
        try (SimulatedPoe poe =
                Simulators.alone(port, tls, GatewayConfig.defaults().simulator())) {
            System.out.println(Welcome.simulator(poe.baseUri()));
            new CountDownLatch(1).await();
            return 0;
        } catch (UncheckedIOException taken) {
            return Launch.refuse(Launch.FAILED, Launch.taken("127.0.0.1", port));
        }
    }
}
