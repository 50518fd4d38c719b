package poegateway.app;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.ServerConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.HttpServer;
import poegateway.front.Route;
import poegateway.front.SessionDoor;
import poegateway.front.Surface;
import poegateway.front.anthropic.MessagesSurface;
import poegateway.front.bot.BotSurface;
import poegateway.front.openai.MediaSurface;
import poegateway.front.openai.OpenAiSurface;
import poegateway.front.openai.ResponsesSurface;
import poegateway.front.openai.SessionsSurface;
import poegateway.front.openai.ToolsSurface;
import poegateway.front.ops.Health;
import poegateway.front.ops.OpsRoutes;
import poegateway.guard.KeyRegistry;
import poegateway.media.file.RehostedMedia;
import poegateway.simulator.SimulatedPoe;

/** A running gateway: the ports at which callers come in, and the parts that carry out what they want. */
public final class Gateway implements AutoCloseable {
    /** Settings, and sections of them, whose changes {@link #reload} brings into a gateway that runs. */
    public static final Set<String> LIVE_SETTINGS =
            Set.of("auth", "limits", "models.aliases", "server.tls", "poe.api-key", "poe.accounts", "log.level");

    private final GatewayParts parts;
    private final McpParts mcp;
    private final HttpServer server;
    private final ServerConfig listening;
    private final Drain drain;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile boolean ready;

    private Gateway(GatewayConfig config, Platform platform, List<Surface.Factory> more) {
        this.parts = new GatewayParts(config, platform, Simulators::embedded);
        this.listening = config.server();
        RehostedMedia links = VaultParts.rehosted(config, parts.vault(), platform.clock(), this::url);
        MediaParts.Made media = parts.media().made(Optional.of(links));
        this.mcp = McpParts.of(parts, media);
        HttpServer.Dependencies dependencies = new HttpServer.Dependencies(
                config.server(),
                parts.ticker(),
                config.timeLimits(),
                parts.meter(),
                parts.vault(),
                parts.pace(),
                new HttpServer.Callers(
                        parts.keys(), parts.quota(), config.cors(), config.log().addresses()),
                config.ops(),
                parts::requestId,
                backend(),
                OpenFiles.callersAtOnce(parts.simulator().isPresent()));
        this.server = new HttpServer(dependencies, surfaces(media, links, more), new OpenAiErrors());
        this.drain = drain(config.server());
    }

    /**
     * Starts a gateway; it is ready when this returns.
     *
     * @throws IllegalArgumentException with a sentence for the operator when a setting cannot be used
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static Gateway start(GatewayConfig config, Platform platform) {
        return start(config, platform, List.of());
    }

    /** The same, with more surfaces than those that every gateway has. */
    public static Gateway start(GatewayConfig config, Platform platform, List<Surface.Factory> more) {
        Gateway gateway = new Gateway(config, platform, more);
        try {
            gateway.server.start();
            gateway.ready = true;
            gateway.parts.begin();
            return gateway;
        } catch (RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    /** Address for callers, without {@code /v1}. */
    public URI url() {
        return listening.address(listening.host(), server.port());
    }

    /** When each key of callers was used last since the start, by its name. */
    public Map<String, Instant> lastKeyUses() {
        return parts.keys().lastUses();
    }

    /** Whether callers are asked for a key. */
    public boolean asksForKeys() {
        return parts.keys().asks();
    }

    /** Port for operations, where it has one of its own. */
    public OptionalInt opsPort() {
        return server.opsPort();
    }

    /**
     * Takes over what may change while the gateway runs, which is {@link #LIVE_SETTINGS}. The rest waits for the next start.
     *
     * @throws IllegalArgumentException with a sentence for the operator when something cannot be used; nothing is changed
     */
    public synchronized void reload(GatewayConfig changed) {
        Runnable newParts = parts.prepare(changed);
        changed.server().tls().map(server::certificateRenewal).ifPresent(Runnable::run);
        newParts.run();
    }

    /** Keys and mode that hold from now on; see {@link KeyRegistry#replace}. */
    public synchronized void replaceKeys(AuthConfig auth, List<KeyConfig> all) {
        parts.replaceKeys(auth, all);
    }

    /** The settings' files hold mistakes, and what was loaded before goes on. */
    public void reloadFailed() {
        parts.reloadFailed();
    }

    /** Ticks as long as the gateway lives. */
    public void addTickListener(Ticker.Listener listener) {
        parts.ticker().registerPermanently(listener);
    }

    private Health health() {
        return new Health(Banner.version(), backend(), ready, parts.health());
    }

    private String backend() {
        return parts.simulator().isPresent() ? "simulator" : "poe";
    }

    /** Whether requests are welcome; asks nothing outside this process. */
    public boolean ready() {
        return ready;
    }

    /** The embedded simulator; absent when Poe itself answers. */
    public Optional<SimulatedPoe> simulator() {
        return parts.simulator();
    }

    /** The table of routes. */
    public List<Route> routes() {
        return server.routes();
    }

    /** Requests that are in this phase. */
    public int requestsIn(RequestPhase phase) {
        return server.openExchanges(phase);
    }

    public LiveCounts census() {
        return new LiveCounts(
                server.openExchanges(),
                parts.upstream().openReplies(),
                server.bodyBytesHeld(),
                parts.relay().replyBytesHeld(),
                parts.responses().bytesInFlight(),
                parts.sessions().bytesInFlight(),
                parts.sessions().inUse(),
                parts.ticker().size(),
                parts.upstream().unreadBytes(),
                parts.quota().openStreams(),
                parts.catalogRefresh().fetches(),
                parts.jobs().running(),
                parts.jobs().awaited(),
                parts.relay().runningTools().running(),
                parts.vault().temporaryFiles());
    }

    /**
     * Ends all work without a loss, within the limits of the settings, and blocks until that is done; nothing is taken on
     * after it. A second call, from another thread, hurries the first.
     *
     * @return how many requests and jobs had to be cut
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
        parts.stopWork();
        mcp.close();
        server.close();
        parts.close();
    }

    private Drain drain(ServerConfig limits) {
        Drain.Requests requests = new Drain.Requests(
                () -> {
                    server.refuseNew();
                    mcp.endpoint().endSubscriptions();
                },
                () -> server.openExchanges()
                        + parts.jobs().running()
                        + parts.relay().runningTools().running(),
                why -> parts.jobs().cutOff(why) + server.cutOff(why));
        return new Drain(requests, parts.ticker(), limits.drainDelay(), limits.drainTimeout(), Drain.Bound.REAL);
    }

    private List<Surface> surfaces(MediaParts.Made media, RehostedMedia links, List<Surface.Factory> more) {
        List<Surface> surfaces = new ArrayList<>();
        SessionDoor door = new SessionDoor(parts.sessions());
        surfaces.add(OpenAiSurface.of(parts.relay(), GatewayParts.DIALECTS.nearest(), door));
        surfaces.add(ResponsesSurface.of(parts.relay(), parts.responses(), door));
        surfaces.add(SessionsSurface.of(parts.sessions()));
        surfaces.addAll(media.surfaces(parts.uploads()));
        surfaces.add(MediaSurface.of(links, parts.platform().clock()));
        surfaces.add(mcp.surface());
        surfaces.add(ToolsSurface.of(parts.tools()));
        surfaces.add(MessagesSurface.of(
                parts.relay(), GatewayParts.MESSAGES, door, parts.platform().clock()));
        surfaces.add(BotSurface.of(parts.relay(), GatewayParts.DIALECTS.bot()));
        more.forEach(factory -> surfaces.add(factory.of(parts.relay())));
        List<Route> ops = OpsRoutes.of(Banner.page(parts.simulator().isPresent()), this::health, parts.meter());
        surfaces.add(new Surface(new OpenAiErrors(), ops));
        return surfaces;
    }
}
