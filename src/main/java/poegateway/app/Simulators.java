package poegateway.app;

import java.util.Random;
import poegateway.config.GatewayConfig;
import poegateway.config.SimulatorConfig;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.answer.Manner;

/** Makes simulators of Poe. */
public final class Simulators {
    private Simulators() {}

    /** The one inside a gateway without a key: plain HTTP on loopback. */
    static SimulatedPoe embedded(GatewayConfig config, Platform platform) {
        return start(SimulatedPoe.Transport.PLAIN_H1, "127.0.0.1", config.simulator(), platform);
    }

    /** The one inside a gateway without a key that is to open no port. */
    static SimulatedPoe inProcess(GatewayConfig config, Platform platform) {
        return start(SimulatedPoe.Transport.IN_PROCESS, "127.0.0.1", config.simulator(), platform);
    }

    /** One by itself. */
    public static SimulatedPoe alone(boolean tls, String host, SimulatorConfig config) {
        SimulatedPoe.Transport transport = tls ? SimulatedPoe.Transport.TLS_H2 : SimulatedPoe.Transport.PLAIN_H1;
        return start(transport, host, config, Platform.real());
    }

    private static SimulatedPoe start(
            SimulatedPoe.Transport transport, String host, SimulatorConfig config, Platform platform) {
        SimulatedPoe.Options options =
                SimulatedPoe.Options.of(transport, Thread::sleep).withHost(host).withPort(config.port());
        Manner lifelike = Manner.LIFELIKE;
        Manner manner = new Manner(
                config.pace(), config.chunkChars(), lifelike.usageExact(), lifelike.rateHeaders(), lifelike.shape());
        return SimulatedPoe.start(options, manner, platform.clock(), new Random());
    }
}
