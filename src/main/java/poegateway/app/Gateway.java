package poegateway.app;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.account.AccountHealth;
import poegateway.account.Accounts;
import poegateway.account.BalanceMonitor;
import poegateway.catalog.CatalogRefresh;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.PoeAddresses;
import poegateway.config.PoeConfig;
import poegateway.config.ServerConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.GatewayFailure;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.front.HttpServer;
import poegateway.front.Route;
import poegateway.front.SessionDoor;
import poegateway.front.Surface;
import poegateway.front.anthropic.MessagesSurface;
import poegateway.front.bot.BotSurface;
import poegateway.front.openai.OpenAiSurface;
import poegateway.front.openai.ResponsesSurface;
import poegateway.front.openai.SessionsSurface;
import poegateway.front.openai.ToolsSurface;
import poegateway.front.ops.Health;
import poegateway.front.ops.OpsRoutes;
import poegateway.guard.CallerLimiter;
import poegateway.guard.KeyRegistry;
import poegateway.guard.PoeRateLimiter;
import poegateway.job.Jobs;
import poegateway.logging.LogSecrets;
import poegateway.media.file.UploadedFiles;
import poegateway.meter.Meter;
import poegateway.relay.Relay;
import poegateway.relay.route.PoeDialects;
import poegateway.session.Sessions;
import poegateway.simulator.SimulatedPoe;
import poegateway.tool.ToolRegistry;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.HttpUpstream;
import poegateway.upstream.PoeHosts;
import poegateway.upstream.TrustedAuthorities;
import poegateway.vault.Vault;

/** A running gateway: the one place that makes its parts and joins them. */
public final class Gateway implements AutoCloseable {
    /** Settings, and sections of them, whose changes {@link #reload} brings into a gateway that runs. */
    public static final Set<String> LIVE_SETTINGS =
            Set.of("auth", "limits", "models.aliases", "server.tls", "poe.api-key", "poe.accounts", "log");

    private static final int REQUEST_ID_BYTES = 12;

    private volatile PoeConfig poe;
    private final Ticker ticker;
    private final TickMonitor tickMonitor;
    private final TickSource.Running ticks;
    private static final MessagesFormat MESSAGES = new MessagesFormat();
    private static final PoeDialects DIALECTS = new PoeDialects(
            new ChatFormat(), List.of(MESSAGES, new ResponsesFormat()), new BotFormat(), Optional.of(MESSAGES));
    private final Optional<SimulatedPoe> simulator;
    private final PoeHosts upstream;
    private final ToolRegistry tools;
    private final Relay relay;
    private final Meter meter;
    private final CurrentCatalog catalog;
    private final CatalogRefresh catalogRefresh;
    private final PoeRateLimiter pace;
    private final Accounts accounts;
    private final KeyRegistry keys;
    private final CallerLimiter quota;
    private final HttpServer server;
    private final ServerConfig listening;
    private final Drain drain;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Jobs jobs;
    private final ResponseStore responses;
    private final Sessions sessions;
    private final Vault vault;
    private final UploadedFiles uploads;
    private final McpParts mcp = new McpParts();
    private final BalanceMonitor balances;
    private final AccountHealth accountHealth = new AccountHealth();
    private volatile LimitsConfig limits;
    private volatile boolean reloadFailed;
    private volatile boolean ready;

    private Gateway(GatewayConfig config, Platform platform, List<Surface.Factory> more) {
        this.tickMonitor = new TickMonitor(platform.nanoTime(), platform.clock());
        this.ticker = new Ticker(platform.nanoTime(), tickMonitor);
        TimeLimits timeLimits = config.timeLimits();
        this.limits = config.limits();
        this.poe = config.poe();
        LogSecrets.know(poe, config.auth().keys());
        boolean simulated = BackendChoice.simulated(config);
        this.accounts = new Accounts(config.poe(), simulated);
        this.keys = keys(config, platform);
        this.quota = new CallerLimiter(config.limits(), platform.nanoTime());
        this.simulator = simulated ? Optional.of(Simulators.embedded(config, platform)) : Optional.empty();
        this.upstream = upstream(config);
        this.listening = config.server();
        this.pace = new PoeRateLimiter(config.limits(), platform.nanoTime(), platform.sleeper());
        this.catalog = new CurrentCatalog(config.models().aliases());
        this.meter = Observability.meter(config.log(), platform, this::model);
        this.vault = VaultParts.vault(config, platform, ticker, meter);
        this.uploads = new UploadedFiles(vault);
        this.tools = ToolParts.registry(config, platform.clock());
        this.relay = relay(config, platform);
        this.responses = SessionParts.responses(config.responses(), platform, ticker);
        this.jobs = JobParts.jobs(config, ticker, meter, platform);
        this.sessions = SessionParts.sessions(config, platform, ticker, meter, keys::asks);
        this.catalogRefresh = new CatalogRefresh(
                catalog, relay.modelList()::fetch, config.models().refreshEvery(), platform.nanoTime());
        this.balances = new BalanceMonitor(
                relay.balance(),
                () -> simulated ? List.of() : accounts.all(),
                config.poe().balanceEvery(),
                accountHealth);
        accounts.all().forEach(account -> Observability.watch(meter, pace, accountHealth, account));
        meter.watch(Meter.Reading.CONFIG_RELOAD_FAILED, () -> reloadFailed ? 1 : 0);
        meter.watch(Meter.Reading.TICK_AGE, () -> TickMonitor.ageSeconds(ticker));
        HttpServer.Dependencies dependencies = new HttpServer.Dependencies(
                config.server(),
                ticker,
                timeLimits,
                meter,
                vault,
                pace,
                new HttpServer.Callers(keys, quota, config.cors()),
                config.ops(),
                () -> requestId(platform),
                simulator.isPresent() ? "simulator" : "poe",
                OpenFiles.callersAtOnce(simulator.isPresent()));
        this.server = new HttpServer(dependencies, surfaces(config, more, platform.clock()), new OpenAiErrors());
        this.drain = drain(config.server());
        this.ticks = platform.ticks().start(ticker);
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
            gateway.ticker.registerPermanently(gateway.balances);
            gateway.ticker.registerPermanently(gateway.catalogRefresh);
            Thread.startVirtualThread(gateway.catalog::get); // so that no request has to read the bundled list
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

    /** Whether callers are asked for a key. */
    public boolean asksForKeys() {
        return keys.asks();
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
        Accounts newAccounts = accounts.changed(changed.poe());
        Runnable newKeys = keys.prepare(changed.auth(), changed.auth().keys(), newAccounts);
        Optional<Runnable> newCertificate = changed.server().tls().map(server::certificateRenewal);
        newCertificate.ifPresent(Runnable::run);
        poe = changed.poe();
        LogSecrets.know(poe, changed.auth().keys());
        Set<String> watched = accounts.names();
        accounts.become(newAccounts);
        accounts.all().stream()
                .filter(account -> !watched.contains(account.name()))
                .forEach(account -> Observability.watch(meter, pace, accountHealth, account));
        newKeys.run();
        limits = changed.limits();
        pace.change(changed.limits());
        quota.change(changed.limits());
        catalog.aliases(changed.models().aliases());
        reloadFailed = false;
    }

    /** Keys and mode that hold from now on; see {@link KeyRegistry#replace}. */
    public synchronized void replaceKeys(AuthConfig auth, List<KeyConfig> all) {
        LogSecrets.know(poe, all);
        keys.replace(auth, all);
    }

    /** The settings' files hold mistakes, and what was loaded before goes on. */
    public void reloadFailed() {
        reloadFailed = true;
    }

    /** Ticks as long as the gateway lives. */
    public void addTickListener(Ticker.Listener listener) {
        ticker.registerPermanently(listener);
    }

    private Health health() {
        List<Health.Part> parts = new ArrayList<>();
        accountHealth
                .statuses()
                .forEach(each -> parts.add(new Health.Part("poe account " + each.account(), each.ok(), each.detail())));
        String settings = reloadFailed
                ? "the changed files hold mistakes, which the log names; the settings from before go on"
                : "as they were loaded last";
        parts.add(new Health.Part("settings", !reloadFailed, settings));
        parts.add(VaultParts.health(vault));
        parts.add(Observability.log(meter));
        parts.add(tickMonitor.part(ticker));
        return new Health(Banner.version(), simulator.isPresent() ? "simulator" : "poe", ready, parts);
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

    /** Requests that are in this phase. */
    public int requestsIn(RequestPhase phase) {
        return server.openExchanges(phase);
    }

    public LiveCounts census() {
        return new LiveCounts(
                server.openExchanges(),
                upstream.openReplies(),
                server.bodyBytesHeld(),
                relay.replyBytesHeld(),
                responses.bytesInFlight(),
                sessions.bytesInFlight(),
                sessions.inUse(),
                ticker.size(),
                upstream.unreadBytes(),
                quota.openStreams(),
                catalogRefresh.fetches(),
                jobs.running(),
                vault.temporaryFiles());
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
        balances.close();
        catalogRefresh.close();
        var unused = jobs.cutOff(new GatewayFailure.Restarting());
        mcp.close();
        server.close();
        upstream.close();
        ticks.close();
        vault.close();
        meter.close();
        simulator.ifPresent(SimulatedPoe::close);
    }

    private KeyRegistry keys(GatewayConfig config, Platform platform) {
        KeyRegistry.Dependencies dependencies =
                new KeyRegistry.Dependencies(BackendChoice.onLoopback(config), platform.clock(), platform.nanoTime());
        return new KeyRegistry(config.auth(), accounts, dependencies);
    }

    private Relay relay(GatewayConfig config, Platform platform) {
        Relay.Dependencies dependencies = new Relay.Dependencies(
                config.upstream(),
                () -> limits,
                pace,
                accounts::standard,
                accountHealth,
                config.routing(),
                DIALECTS,
                catalog,
                uploads,
                config.models().strict(),
                tools,
                ToolParts.limits(config.tools()));
        Relay.Environment environment = new Relay.Environment(
                ticker, config.timeLimits(), platform.clock(), platform.sleeper(), platform.random());
        return new Relay(upstream, dependencies, environment, meter);
    }

    private Optional<String> model(String name) {
        return catalog.get().resolve(name).card().map(ModelCard::id);
    }

    private Drain drain(ServerConfig limits) {
        Drain.Requests requests = new Drain.Requests(
                server::refuseNew,
                () -> server.openExchanges() + jobs.running(),
                why -> jobs.cutOff(why) + server.cutOff(why));
        return new Drain(requests, ticker, limits.drainDelay(), limits.drainTimeout(), Drain.Bound.REAL);
    }

    private PoeAddresses addresses(GatewayConfig config) {
        return simulator.map(simulated -> PoeAddresses.at(simulated.baseUri())).orElseGet(config.poe()::addresses);
    }

    private PoeHosts upstream(GatewayConfig config) {
        PoeConfig poeConfig = config.poe();
        PoeAddresses addresses = addresses(config);
        return new PoeHosts(
                addresses,
                server -> new HttpUpstream(
                        server,
                        addresses,
                        config.upstream(),
                        poeConfig.caFile().map(TrustedAuthorities::systemAnd),
                        ForwardProxy.of(poeConfig, server),
                        ticker));
    }

    private List<Surface> surfaces(GatewayConfig config, List<Surface.Factory> more, InstantSource clock) {
        List<Surface> surfaces = new ArrayList<>();
        SessionDoor door = new SessionDoor(sessions);
        surfaces.add(OpenAiSurface.of(relay, DIALECTS.nearest(), door));
        surfaces.add(ResponsesSurface.of(relay, responses, door));
        surfaces.add(SessionsSurface.of(sessions));
        MediaParts media = new MediaParts(config, addresses(config), relay, jobs, ticker, clock);
        surfaces.addAll(mcp.surfaces(media, uploads, VaultParts.rehosted(config, vault, clock, this::url)));
        surfaces.add(ToolsSurface.of(tools));
        surfaces.add(MessagesSurface.of(relay, MESSAGES, door, clock));
        surfaces.add(BotSurface.of(relay, DIALECTS.bot()));
        more.forEach(factory -> surfaces.add(factory.of(relay)));
        List<Route> ops = OpsRoutes.of(Banner.page(simulator.isPresent()), this::health, meter);
        surfaces.add(new Surface(new OpenAiErrors(), ops));
        return surfaces;
    }

    private static String requestId(Platform platform) {
        byte[] bytes = new byte[REQUEST_ID_BYTES];
        platform.random().nextBytes(bytes);
        return "req-" + HexFormat.of().formatHex(bytes);
    }
}
