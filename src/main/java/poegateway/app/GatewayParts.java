package poegateway.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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
import poegateway.core.Account;
import poegateway.core.Ticker;
import poegateway.core.failure.GatewayFailure;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.front.ops.Health;
import poegateway.guard.CallerLimiter;
import poegateway.guard.DailyCosts;
import poegateway.guard.KeyRegistry;
import poegateway.guard.PoeRateLimiter;
import poegateway.job.Jobs;
import poegateway.logging.LogSecrets;
import poegateway.media.file.UploadedFiles;
import poegateway.meter.Meter;
import poegateway.relay.Relay;
import poegateway.relay.cost.CostCap;
import poegateway.relay.route.PoeDialects;
import poegateway.session.Sessions;
import poegateway.simulator.SimulatedPoe;
import poegateway.tool.ToolRegistry;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.HttpUpstream;
import poegateway.upstream.PoeHosts;
import poegateway.upstream.TrustedAuthorities;
import poegateway.upstream.http1.InProcessPeer;
import poegateway.vault.Vault;

/** All that carries out what callers want, whichever way they come in. It opens no port for them. */
final class GatewayParts implements AutoCloseable {
    private static final int REQUEST_ID_BYTES = 12;
    static final MessagesFormat MESSAGES = new MessagesFormat();
    static final PoeDialects DIALECTS = new PoeDialects(
            new ChatFormat(), List.of(MESSAGES, new ResponsesFormat()), new BotFormat(), Optional.of(MESSAGES));

    private final GatewayConfig config;
    private final Platform platform;
    private final Ticker ticker;
    private final TickMonitor tickMonitor;
    private final TickSource.Running ticks;
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
    private final Jobs jobs;
    private final ResponseStore responses;
    private final Sessions sessions;
    private final Vault vault;
    private final UploadedFiles uploads;
    private final BalanceMonitor balances;
    private final AccountHealth accountHealth = new AccountHealth();
    private volatile PoeConfig poe;
    private volatile LimitsConfig limits;
    private volatile boolean reloadFailed;

    /**
     * Makes and joins them.
     *
     * @param simulators starts what answers where Poe does not
     */
    GatewayParts(
            GatewayConfig config, Platform platform, BiFunction<GatewayConfig, Platform, SimulatedPoe> simulators) {
        this.config = config;
        this.platform = platform;
        this.tickMonitor = new TickMonitor(platform.nanoTime(), platform.clock());
        this.ticker = new Ticker(platform.nanoTime(), tickMonitor);
        this.limits = config.limits();
        this.poe = config.poe();
        LogSecrets.know(poe, config.auth().keys());
        boolean simulated = BackendChoice.simulated(config);
        this.accounts = new Accounts(config.poe(), simulated);
        this.keys = madeKeys();
        this.quota = new CallerLimiter(config.limits(), platform.nanoTime());
        this.simulator = simulated ? Optional.of(simulators.apply(config, platform)) : Optional.empty();
        this.upstream = madeUpstream();
        this.pace = new PoeRateLimiter(config.limits(), platform.nanoTime(), platform.sleeper());
        this.catalog = new CurrentCatalog(config.models().aliases());
        this.meter = Observability.meter(config.log(), platform, this::model);
        this.vault = VaultParts.vault(config, platform, ticker, meter);
        this.uploads = new UploadedFiles(vault);
        this.tools = ToolParts.registry(config, platform.clock());
        this.relay = madeRelay();
        this.responses = SessionParts.responses(config.responses(), platform, ticker);
        this.jobs = JobParts.jobs(config, ticker, meter, platform);
        this.sessions = SessionParts.sessions(config, platform, ticker, meter, keys::asks);
        this.catalogRefresh = new CatalogRefresh(
                catalog, relay.modelList()::fetch, config.models().refreshEvery(), platform.nanoTime());
        this.balances = new BalanceMonitor(
                relay.points(),
                () -> simulated ? List.of() : accounts.all(),
                config.poe().balanceEvery(),
                accountHealth);
        accounts.all().forEach(account -> Observability.watch(meter, pace, accountHealth, account));
        meter.watch(Meter.Reading.CONFIG_RELOAD_FAILED, () -> reloadFailed ? 1 : 0);
        meter.watch(Meter.Reading.TICK_AGE, () -> TickMonitor.ageSeconds(ticker));
        this.ticks = platform.ticks().start(ticker);
    }

    /** The account of that name. */
    Account account(String name) {
        return accounts.apply(name);
    }

    /** From now on Poe is asked by the way for what it knows: its models, and the balance of points. */
    void begin() {
        ticker.registerPermanently(balances);
        ticker.registerPermanently(catalogRefresh);
        Thread.startVirtualThread(catalog::get); // so that no request has to read the bundled list
    }

    /**
     * Looks at changed settings.
     *
     * @return puts them into force, and cannot fail
     * @throws IllegalArgumentException with a sentence for the operator when something cannot be used
     */
    Runnable prepare(GatewayConfig changed) {
        Accounts newAccounts = accounts.changed(changed.poe());
        Runnable newKeys = keys.prepare(changed.auth(), changed.auth().keys(), newAccounts);
        return () -> {
            poe = changed.poe();
            LogSecrets.know(poe, changed.auth().keys());
            become(newAccounts);
            newKeys.run();
            limits = changed.limits();
            pace.change(changed.limits());
            quota.change(changed.limits());
            catalog.aliases(changed.models().aliases());
            reloadFailed = false;
        };
    }

    private void become(Accounts changed) {
        Set<String> watched = accounts.names();
        accounts.become(changed);
        accounts.all().stream()
                .filter(account -> !watched.contains(account.name()))
                .forEach(account -> Observability.watch(meter, pace, accountHealth, account));
    }

    /** Keys and mode that hold from now on; see {@link KeyRegistry#replace}. */
    void replaceKeys(AuthConfig auth, List<KeyConfig> all) {
        LogSecrets.know(poe, all);
        keys.replace(auth, all);
    }

    /** The settings' files hold mistakes, and what was loaded before goes on. */
    void reloadFailed() {
        reloadFailed = true;
    }

    /** How each of them is. */
    List<Health.Part> health() {
        List<Health.Part> parts = new ArrayList<>();
        accountHealth
                .statuses()
                .forEach(each -> parts.add(new Health.Part("poe account " + each.account(), each.ok(), each.detail())));
        String settings = reloadFailed
                ? "the changed files have mistakes, named in the log; the earlier settings stay in force"
                : "as they were loaded last";
        parts.add(new Health.Part("settings", !reloadFailed, settings));
        parts.add(VaultParts.health(vault));
        parts.add(Observability.log(meter));
        parts.add(tickMonitor.part(ticker));
        return parts;
    }

    /** Makes what serves pictures, sound and videos. */
    MediaParts media() {
        return new MediaParts(config, addresses(), inProcess(), relay, jobs, ticker, platform.clock());
    }

    /** An id for a request, as it stands in logs and goes to Poe. */
    String requestId() {
        byte[] bytes = new byte[REQUEST_ID_BYTES];
        platform.random().nextBytes(bytes);
        return "req-" + HexFormat.of().formatHex(bytes);
    }

    GatewayConfig config() {
        return config;
    }

    Platform platform() {
        return platform;
    }

    Ticker ticker() {
        return ticker;
    }

    /** The embedded simulator; absent when Poe itself answers. */
    Optional<SimulatedPoe> simulator() {
        return simulator;
    }

    Relay relay() {
        return relay;
    }

    PoeHosts upstream() {
        return upstream;
    }

    ToolRegistry tools() {
        return tools;
    }

    Meter meter() {
        return meter;
    }

    CatalogRefresh catalogRefresh() {
        return catalogRefresh;
    }

    PoeRateLimiter pace() {
        return pace;
    }

    KeyRegistry keys() {
        return keys;
    }

    CallerLimiter quota() {
        return quota;
    }

    Jobs jobs() {
        return jobs;
    }

    ResponseStore responses() {
        return responses;
    }

    Sessions sessions() {
        return sessions;
    }

    Vault vault() {
        return vault;
    }

    UploadedFiles uploads() {
        return uploads;
    }

    /** What they do by themselves, and jobs, end; what callers want can still end well. */
    void stopWork() {
        balances.close();
        catalogRefresh.close();
        var unused = jobs.cutOff(new GatewayFailure.Restarting());
    }

    @Override
    public void close() {
        stopWork();
        upstream.close();
        ticks.close();
        vault.close();
        meter.close();
        simulator.ifPresent(SimulatedPoe::close);
    }

    private KeyRegistry madeKeys() {
        KeyRegistry.Dependencies dependencies = new KeyRegistry.Dependencies(
                BackendChoice.onLoopback(config),
                platform.clock(),
                platform.nanoTime(),
                config.log().addresses());
        return new KeyRegistry(config.auth(), accounts, dependencies);
    }

    private Relay madeRelay() {
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
                ToolParts.limits(config.tools()),
                new CostCap(
                        new DailyCosts(platform.clock()),
                        () -> limits,
                        config.media().unpricedCents()));
        Relay.Environment environment = new Relay.Environment(
                ticker, config.timeLimits(), platform.clock(), platform.sleeper(), platform.random());
        return new Relay(upstream, dependencies, environment, meter);
    }

    private Optional<String> model(String name) {
        return catalog.get().resolve(name).card().map(ModelCard::id);
    }

    private PoeAddresses addresses() {
        return simulator.map(simulated -> PoeAddresses.at(simulated.baseUri())).orElseGet(config.poe()::addresses);
    }

    private Optional<InProcessPeer> inProcess() {
        return simulator.filter(SimulatedPoe::isInProcess).map(simulated -> simulated::serve);
    }

    private PoeHosts madeUpstream() {
        PoeAddresses addresses = addresses();
        Optional<InProcessPeer> peer = inProcess();
        return new PoeHosts(
                addresses,
                server -> peer.isPresent()
                        ? HttpUpstream.inProcess(server, addresses, config.upstream(), peer.get(), ticker)
                        : upstream(server, addresses));
    }

    private HttpUpstream upstream(URI server, PoeAddresses addresses) {
        PoeConfig poeConfig = config.poe();
        return new HttpUpstream(
                server,
                addresses,
                config.upstream(),
                poeConfig.caFile().map(TrustedAuthorities::systemAnd),
                ForwardProxy.of(poeConfig, server),
                ticker);
    }
}
