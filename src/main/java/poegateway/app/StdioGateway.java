package poegateway.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import poegateway.config.AccountConfig;
import poegateway.config.GatewayConfig;
import poegateway.core.Caller;
import poegateway.front.stdio.StdioCalls;
import poegateway.front.stdio.StdioServer;

/**
 * A gateway for the one program that started it, over standard input and output: it opens no port, not even
 * for the simulator. Whoever starts it
 * has its settings, so that no key is asked for, and pays with the Poe key that stands there.
 */
public final class StdioGateway implements AutoCloseable {
    private final GatewayParts parts;
    private final McpParts mcp;
    private final StdioServer server;
    private final Drain drain;

    private StdioGateway(GatewayConfig config, Platform platform, InputStream in, OutputStream out) {
        this.parts = new GatewayParts(config, platform, Simulators::inProcess);
        this.mcp = McpParts.of(parts, parts.media().made(Optional.empty()));
        Caller caller = Caller.anybody(parts.account(AccountConfig.DEFAULT));
        StdioCalls.Dependencies dependencies = new StdioCalls.Dependencies(
                mcp.endpoint(), parts.meter(), platform.nanoTime(), parts::requestId, caller, mcp.listed());
        this.server = new StdioServer(dependencies, config.server().bodyLimit().bytes(), in, out);
        this.drain = new Drain(
                new Drain.Requests(server::refuseNew, server::open, server::cutOff),
                parts.ticker(),
                Duration.ZERO,
                config.server().drainTimeout(),
                Drain.Bound.REAL);
    }

    /**
     * One that reads nothing yet.
     *
     * @param in where the client writes; is not closed
     * @param out where it reads; is not closed
     * @throws IllegalArgumentException with a sentence for the operator when a setting cannot be used
     */
    public static StdioGateway of(GatewayConfig config, Platform platform, InputStream in, OutputStream out) {
        BackendChoice.refuseKeyless(config);
        return new StdioGateway(config, platform, in, out);
    }

    /** Begins to serve. */
    public void start() {
        parts.begin();
        server.start();
    }

    /** Waits until the client writes no more, is gone, or {@link #stop} is called. */
    public void awaitEnd() throws InterruptedException {
        server.awaitEnd();
    }

    /**
     * The process is asked to stop: lets {@link #awaitEnd} return. Where the end has come already, by an earlier call or by the
     * client, it does not wait for what runs.
     */
    public void stop() {
        if (!server.stop()) {
            drain.hurry();
        }
    }

    /**
     * Lets requests under way come to their end, within the limit of the settings.
     *
     * @return how many had to be cut
     */
    public int drain() {
        return drain.run();
    }

    /** What is under way. */
    int open() {
        return server.open();
    }

    @Override
    public void close() {
        parts.stopWork();
        mcp.close();
        server.close();
        parts.close();
    }
}
