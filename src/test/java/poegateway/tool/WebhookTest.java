package poegateway.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.setting.InvalidSetting;
import poegateway.config.tools.WebhookConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.Secret;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.json.JsonSlice;

/** Tools that are asked over HTTP. */
@Timeout(30)
class WebhookTest {
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();
    private final ToolClient client = new ToolClient(Optional.empty(), at -> Optional.empty(), host ->
            new InetAddress[] {InetAddress.ofLiteral(host.equals("inner.example") ? "10.0.0.1" : "127.0.0.1")});
    private HttpServer server;

    WebhookTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (path.equals("/hangs")) {
                try {
                    gate.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] body = path.equals("/large")
                    ? new byte[100_000]
                    : path.equals("/binary") ? new byte[] {-1, -2} : "sunny \u00e9".getBytes(UTF_8);
            exchange.getResponseHeaders().set("location", "/elsewhere");
            exchange.sendResponseHeaders(path.equals("/moved") ? 302 : path.equals("/broken") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.stop(0);
    }

    @Test
    void argumentsArePostedAndTheTextComesBack() throws IOException {
        assertEquals("sunny \u00e9", run("/ok", "{\"city\":\"Rome\"}"));
        assertEquals(List.of("POST Bearer secret {\"city\":\"Rome\"}"), asked);
    }

    @Test
    void argumentsGoWhereTheTemplateHasAPlaceForThem() throws IOException {
        String at = "http://127.0.0.1:" + server.getAddress().getPort() + "/ok/{city}?u={u}";
        String schema = "{\"properties\":{\"city\":{},\"u\":{}}}";
        for (WebhookConfig.Method method : WebhookConfig.Method.values()) {
            boolean sends = method != WebhookConfig.Method.GET && method != WebhookConfig.Method.DELETE;
            Optional<String> body = sends ? Optional.of("{\"c\":\"{city}\"}") : Optional.empty();
            WebhookConfig config = new WebhookConfig(
                    "w",
                    "d",
                    at,
                    method,
                    body,
                    schema,
                    Optional.of(new Secret("s1")),
                    Optional.of("Authorization"),
                    true);
            assertEquals("sunny \u00e9", Webhook.of(config, client).run(JsonSlice.of("{\"city\":\"R m\"}"), use()));
            assertEquals(method + " s1 " + (sends ? "{\"c\":\"R m\"}" : ""), asked.getLast());
        }
    }

    @Test
    void aTemplateThatCannotBeFilledIsRefusedAtTheStart() {
        for (String url : List.of("https://a.example/{city}", "https://{city}.example/")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Webhook.of(hook("w", "d", url, "{\"type\":\"object\"}", Optional.empty(), false), client));
        }
    }

    @Test
    void whatIsNoResultIsSaidInWords() {
        assertTrue(failure("/broken").startsWith("the server answered with status 500: sunny"));
        assertTrue(failure("/moved").startsWith("the server answered with status 302"));
        assertEquals("the answer is larger than 1000 bytes", failure("/large"));
        assertEquals("the answer is not text", failure("/binary"));
        server.stop(0);
        assertEquals("the server could not be reached, or broke off", failure("/ok"));
    }

    @Test
    void aHookThatHangsIsHungUpOn() {
        CompletableFuture<String> failed =
                CompletableFuture.supplyAsync(() -> failure("/hangs"), task -> Thread.startVirtualThread(task));
        cancellation.cancel(new ReplyFailure.Truncated());
        assertEquals("the server could not be reached, or broke off", failed.join());
    }

    @Test
    void addressesThatAreNotPublicAreNotConnectedTo() {
        for (String host : List.of("inner.example", "127.0.0.1", "[::1]", "169.254.169.254", "some.example")) {
            Webhook hook = Webhook.of(hook("w", "d", "https://" + host + "/", "{}", Optional.empty(), false), client);
            IOException refused = assertThrows(IOException.class, () -> hook.run(JsonSlice.of("{}"), use()));
            assertEquals("the name of the host leads to an address that is not public", refused.getMessage(), host);
        }
    }

    @Test
    void pagesOfAllowedHostsAloneAreRead() {
        PageReader reader = new PageReader(List.of("*.example.org"), client);
        for (String url : List.of(
                "https://example.com/",
                "http://a.example.org/",
                "https://a.example.org.evil.com/",
                "https://user@a.example.org/",
                "file:///etc/passwd",
                "https://127.0.0.1/",
                "no address",
                "")) {
            JsonSlice arguments = JsonSlice.of("{\"url\":\"" + url + "\"}");
            assertThrows(IOException.class, () -> reader.run(arguments, use()), url);
        }
        JsonSlice inside = JsonSlice.of("{\"url\":\"https://a.example.org/\"}");
        IOException refused = assertThrows(IOException.class, () -> reader.run(inside, use()));
        assertEquals("the name of the host leads to an address that is not public", refused.getMessage());
    }

    @Test
    void aHookWithoutTlsMustBeInside() {
        assertThrows(InvalidSetting.class, () -> hook("w", "d", "http://a.example/", "{}", Optional.empty(), false));
        assertThrows(InvalidSetting.class, () -> hook("w w", "", "ftp://a", "x", Optional.empty(), true));
    }

    private static WebhookConfig hook(
            String name, String description, String url, String parameters, Optional<Secret> key, boolean inside) {
        return new WebhookConfig(
                name,
                description,
                url,
                WebhookConfig.Method.POST,
                Optional.empty(),
                parameters,
                key,
                Optional.empty(),
                inside);
    }

    private String failure(String path) {
        return String.valueOf(
                assertThrows(IOException.class, () -> run(path, "{}")).getMessage());
    }

    private String run(String path, String arguments) throws IOException {
        WebhookConfig config = hook(
                "weather",
                "The weather.",
                "http://127.0.0.1:" + server.getAddress().getPort() + path,
                "{\"type\":\"object\"}",
                Optional.of(new Secret("secret")),
                true);
        return Webhook.of(config, client).run(JsonSlice.of(arguments), use());
    }

    private ToolUse use() {
        Caller caller = Caller.anybody(new Account("default", Optional.empty(), false));
        return new ToolUse(caller, cancellation, 1_000);
    }
}
