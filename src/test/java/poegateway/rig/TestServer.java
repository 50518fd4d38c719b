package poegateway.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import poegateway.config.AuthConfig;
import poegateway.config.CorsConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.LogConfig;
import poegateway.config.OpsConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.core.Account;
import poegateway.core.Ticker;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.HttpServer;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.guard.CallerLimiter;
import poegateway.guard.KeyRegistry;
import poegateway.guard.PoeRateLimiter;
import poegateway.keep.StoreLimits;
import poegateway.meter.Meter;
import poegateway.vault.Vault;

/** The gateway's HTTP server with routes of a test's own, and no Poe behind it; everybody may enter. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;

    private TestServer(HttpServer server) {
        this.server = server;
    }

    public static TestServer start(ManualTime time, Ticker ticker, List<Route> routes) {
        GatewayConfig config = ConfigLoader.load(
                        new ConfigSources(Path.of(""), Optional.empty(), Map.of(), Map.of("server.port", "0")))
                .config();
        HttpServer.Dependencies dependencies = new HttpServer.Dependencies(
                config.server(),
                ticker,
                config.timeLimits(),
                new Meter(),
                vault(config, time, ticker),
                new PoeRateLimiter(LimitsConfig.defaults(), time::nanoTime, (wait, cancelled) -> {}),
                callers(time),
                OpsConfig.defaults(),
                () -> "req-1",
                "poe",
                100);
        HttpServer server =
                new HttpServer(dependencies, List.of(new Surface(new OpenAiErrors(), routes)), new OpenAiErrors());
        server.start();
        return new TestServer(server);
    }

    /** It is written to by nobody here. */
    private static Vault vault(GatewayConfig config, ManualTime time, Ticker ticker) {
        StoreLimits.Cap cap = new StoreLimits.Cap(1, 1);
        StoreLimits limits = new StoreLimits(Duration.ofMinutes(1), StoreLimits.Expiry.FIXED, cap, cap);
        return Vault.at(config.vaultFolder(), limits, time::instant, ticker, new Random(1));
    }

    /** The answer to a GET; its connection is a new one. */
    public Reply get(String path) throws IOException {
        try (RawCaller caller = connect()) {
            return caller.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply();
        }
    }

    public RawCaller connect() throws IOException {
        return new RawCaller(URI.create("http://127.0.0.1:" + server.port()));
    }

    /** Requests under way. */
    public int openExchanges() {
        return server.openExchanges();
    }

    @Override
    public void close() {
        server.close();
    }

    private static HttpServer.Callers callers(ManualTime time) {
        Account account = new Account("default", Optional.empty(), false);
        KeyRegistry.Dependencies dependencies =
                new KeyRegistry.Dependencies(true, time::instant, time::nanoTime, LogConfig.Addresses.FULL);
        return new HttpServer.Callers(
                new KeyRegistry(AuthConfig.defaults(), name -> account, dependencies),
                new CallerLimiter(LimitsConfig.defaults(), time::nanoTime),
                CorsConfig.defaults(),
                LogConfig.Addresses.FULL);
    }
}
