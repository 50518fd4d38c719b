package poegateway;

import java.net.URI;
import java.util.Random;
import poegateway.config.GatewayConfig;
import poegateway.config.SimulatorConfig;
import poegateway.simulator.Manner;
import poegateway.simulator.SimulatedPoe;

/** Makes simulators of Poe. */
final class Simulators {
    private Simulators() {}

    /** The one inside a gateway without a key: plain HTTP on loopback. */
    static SimulatedPoe embedded(GatewayConfig config, Circumstances circumstances) {
        return start(SimulatedPoe.Transport.PLAIN_H1, config.simulator().port(), config.simulator(), circumstances);
    }

    /** One by itself; says on stdout where it is. */
    static SimulatedPoe alone(int port, boolean tls, SimulatorConfig config) {
        SimulatedPoe.Transport transport = tls ? SimulatedPoe.Transport.TLS_H2 : SimulatedPoe.Transport.PLAIN_H1;
        SimulatedPoe poe = start(transport, port, config, Circumstances.real());
        System.out.println(lines(poe.baseUri()));
        return poe;
    }

    private static SimulatedPoe start(
            SimulatedPoe.Transport transport, int port, SimulatorConfig config, Circumstances circumstances) {
        SimulatedPoe.Options options =
                SimulatedPoe.Options.of(transport, Thread::sleep).withPort(port);
        Manner lifelike = Manner.LIFELIKE;
        Manner manner = new Manner(
                config.pace(), config.chunkChars(), lifelike.usageExact(), lifelike.rateHeaders(), lifelike.shape());
        return SimulatedPoe.start(options, manner, circumstances.clock(), new Random());
    }

    private static String lines(URI baseUri) {
        return """
                Simulated Poe at %s (any key but 'wrong-key')
                  Faults   choose one by model name, or queue scripts: docs/simulator.md
                  Stop     Ctrl-C""".formatted(baseUri);
    }
}
