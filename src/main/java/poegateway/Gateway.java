package poegateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Pulse;
import poegateway.core.Secret;
import poegateway.front.HttpServer;
import poegateway.front.Route;
import poegateway.front.openai.OpenAiErrors;
import poegateway.front.openai.OpenAiRoutes;
import poegateway.front.ops.OpsRoutes;
import poegateway.guard.PoePace;
import poegateway.meter.Meter;
import poegateway.relay.Relay;
import poegateway.simulator.SimulatedPoe;
import poegateway.upstream.HttpUpstream;
import poegateway.upstream.Trust;

/** A running gateway: the one place that makes its parts and joins them. */
public final class Gateway implements AutoCloseable {
    private static final int REQUEST_ID_BYTES = 12;
    private static final String DEFAULT_ACCOUNT = "default";
    private static final Secret SIMULATOR_KEY = new Secret("simulator");

    private final Pulse pulse;
    private final PulseDriver pulseDriver;
    private final Optional<SimulatedPoe> simulator;
    private final HttpUpstream upstream;
    private final Meter meter;
    private final PoePace pace;
    private final HttpServer server;
    private final boolean encrypted;
    private final String host;
    private final Drain drain;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile boolean ready;

    private Gateway(GatewayConfig config, Circumstances circumstances) {
        this.pulse = new Pulse(circumstances.nanoTime());
        this.simulator = simulated(config) ? Optional.of(Simulators.embedded(config, circumstances)) : Optional.empty();
        this.upstream = upstream(config);
        this.encrypted = config.server().tls().isPresent();
        this.host = config.server().host();
        this.pace = new PoePace(config.limits(), circumstances.nanoTime(), circumstances.sleeper());
        Relay relay = new Relay(
                upstream,
                new Relay.Terms(config.upstream(), () -> config.limits(), pace, account(config)),
                new Relay.Circumstances(pulse, circumstances.clock(), circumstances.sleeper(), circumstances.random()));
        this.meter = Watching.meter(config.log(), circumstances, relay.models());
        Account own = account(config);
        meter.watch(Meter.Reading.QUEUE_DEPTH, own.name(), () -> pace.waiting(own));
        meter.watch(
                Meter.Reading.RATELIMIT_REMAINING,
                own.name(),
                () -> pace.state(own).remaining());
        HttpServer.Terms terms = new HttpServer.Terms(
                config.server(),
                pulse,
                meter,
                pace,
                Caller.anybody(account(config)),
                () -> requestId(circumstances),
                simulator.isPresent() ? "simulator" : "poe");
        this.server = new HttpServer(terms, routes(relay), new OpenAiErrors());
        this.drain = new Drain(server, pulse, config.server());
        this.pulseDriver = PulseDriver.start(pulse);
    }

    /**
     * Starts a gateway; it is ready when this returns.
     *
     * @throws IllegalArgumentException with a sentence for the operator when a setting cannot be used
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static Gateway start(GatewayConfig config, Circumstances circumstances) {
        Gateway gateway = new Gateway(config, circumstances);
        try {
            gateway.server.start();
            gateway.ready = true;
            return gateway;
        } catch (RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    /** Address for callers, without {@code /v1}. */
    public URI url() {
        String shownHost = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((encrypted ? "https" : "http") + "://" + shownHost + ":" + server.port());
    }

    /** Whether requests are welcome; asks nothing outside this process. */
    public boolean ready() {
        return ready;
    }

    /** The embedded simulator; absent when Poe itself answers. */
    public Optional<SimulatedPoe> simulator() {
        return simulator;
    }

    /** The table of routes. */
    public List<Route> routes() {
        return server.routes();
    }

    public Census census() {
        int own = 1; // the bound on unread bytes waits as long as the gateway lives
        return new Census(
                server.openExchanges(),
                upstream.openReplies(),
                server.bodyBytesHeld(),
                pulse.size() - own,
                upstream.unreadBytes());
    }

    /**
     * Ends all work without a loss, within the limits of the settings, and blocks until that is done; nothing is taken on
     * after it. A second call, from another thread, hurries the first.
     *
     * @return how many requests had to be cut
     */
    public int drain() {
        if (draining.getAndSet(true)) {
            drain.hurry();
            return 0;
        }
        ready = false;
        return drain.run();
    }

    @Override
    public void close() {
        ready = false;
        server.close();
        upstream.close();
        pulseDriver.close();
        meter.close();
        simulator.ifPresent(SimulatedPoe::close);
    }

    private static boolean simulated(GatewayConfig config) {
        return switch (config.poe().source()) {
            case POE -> false;
            case SIMULATOR -> true;
            case AUTO -> config.poe().apiKey().isEmpty();
        };
    }

    private HttpUpstream upstream(GatewayConfig config) {
        PoeConfig poe = config.poe();
        URI base = simulator.map(SimulatedPoe::baseUri).orElse(poe.baseUrl());
        return new HttpUpstream(base, config.upstream(), poe.caFile().map(Trust::systemAnd), pulse);
    }

    private Account account(GatewayConfig config) {
        Optional<Secret> key = simulator.isPresent()
                ? Optional.of(SIMULATOR_KEY)
                : config.poe().apiKey();
        return new Account(DEFAULT_ACCOUNT, key, false);
    }

    private List<Route> routes(Relay relay) {
        List<Route> routes = new ArrayList<>(OpenAiRoutes.of(relay));
        routes.addAll(OpsRoutes.of(Welcome.page(simulator.isPresent()), () -> ready, meter));
        return routes;
    }

    private static String requestId(Circumstances circumstances) {
        byte[] bytes = new byte[REQUEST_ID_BYTES];
        circumstances.random().nextBytes(bytes);
        return "req-" + HexFormat.of().formatHex(bytes);
    }
}
