package poegateway;

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
        return start(SimulatedPoe.Transport.PLAIN_H1, config.simulator(), circumstances);
    }

    /** One by itself. */
    static SimulatedPoe alone(boolean tls, SimulatorConfig config) {
        SimulatedPoe.Transport transport = tls ? SimulatedPoe.Transport.TLS_H2 : SimulatedPoe.Transport.PLAIN_H1;
        return start(transport, config, Circumstances.real());
    }

    private static SimulatedPoe start(
            SimulatedPoe.Transport transport, SimulatorConfig config, Circumstances circumstances) {
        SimulatedPoe.Options options =
                SimulatedPoe.Options.of(transport, Thread::sleep).withPort(config.port());
        Manner lifelike = Manner.LIFELIKE;
        Manner manner = new Manner(
                config.pace(), config.chunkChars(), lifelike.usageExact(), lifelike.rateHeaders(), lifelike.shape());
        return SimulatedPoe.start(options, manner, circumstances.clock(), new Random());
    }
}
