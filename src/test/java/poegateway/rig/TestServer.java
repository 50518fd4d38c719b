package poegateway.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.config.AuthConfig;
import poegateway.config.ConfigLoader;
import poegateway.config.ConfigSources;
import poegateway.config.CorsConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.OpsConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Pulse;
import poegateway.front.HttpServer;
import poegateway.front.Route;
import poegateway.front.openai.OpenAiErrors;
import poegateway.guard.CallerQuota;
import poegateway.guard.Keys;
import poegateway.guard.PoePace;
import poegateway.meter.Meter;

/** The gateway's HTTP server with routes of a test's own, and no Poe behind it; everybody may enter. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;

    private TestServer(HttpServer server) {
        this.server = server;
    }

    public static TestServer start(ManualTime time, Pulse pulse, List<Route> routes) {
        GatewayConfig config = ConfigLoader.load(
                        new ConfigSources(Path.of(""), Optional.empty(), Map.of(), Map.of("server.port", "0")))
                .config();
        HttpServer.Terms terms = new HttpServer.Terms(
                config.server(),
                pulse,
                config.timeLimits(),
                new Meter(),
                new PoePace(LimitsConfig.defaults(), time::nanoTime, (wait, cancelled) -> {}),
                callers(time),
                OpsConfig.defaults(),
                () -> "req-1",
                "poe",
                100);
        HttpServer server = new HttpServer(terms, routes, new OpenAiErrors());
        server.start();
        return new TestServer(server);
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
        Keys.Terms terms =
                new Keys.Terms(true, Caller.anybody(account), name -> account, time::instant, time::nanoTime);
        return new HttpServer.Callers(
                new Keys(AuthConfig.defaults(), terms),
                new CallerQuota(LimitsConfig.defaults(), time::nanoTime),
                CorsConfig.defaults());
    }
}
