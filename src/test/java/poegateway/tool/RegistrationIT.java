package poegateway.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.io.TempDir;
import poegateway.app.Gateway;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Tools that are registered over HTTP, and what models get of them. */
class RegistrationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = Keyring.key(1);
    private static final String API = Keyring.key(2);

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @GatewayTest(transport = Transport.H1)
    void aRegisteredToolIsRunForEveryCallerAndAfterARestart(Rig rig, @TempDir Path folder) throws IOException {
        HttpServer hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            byte[] body = "sunny".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hooks.start();
        try {
            String host = "127.0.0.1:" + hooks.getAddress().getPort();
            Path file = folder.resolve("tools.json");
            Gateway first = gateway(rig, file, host);
            String weather = definition("http://" + host + "/weather/{city}");
            assertEquals(401, send(rig, first, "POST", "/v1/tools", "", weather).status());
            assertEquals(
                    "missing_scope",
                    send(rig, first, "POST", "/v1/tools", API, weather).errorCode());
            assertEquals(
                    "tool_refused",
                    send(rig, first, "POST", "/v1/tools", ADMIN, definition("http://evil.example/{city}"))
                            .errorCode());
            Reply made = send(rig, first, "POST", "/v1/tools", ADMIN, weather);
            assertEquals(200, made.status(), made.body());
            assertEquals("weather", made.json().path("name").asText());
            assertTrue(made.json().path("registered").asBoolean());
            assertAnswered(rig, first);
            Gateway second = gateway(rig, file, host);
            assertAnswered(rig, second);
            assertEquals(List.of("GET /weather/New%20York", "GET /weather/New%20York"), List.copyOf(asked));
            assertEquals(
                    "missing_scope",
                    send(rig, second, "DELETE", "/v1/tools/weather", API, "").errorCode());
            assertEquals(
                    "{\"object\":\"tool\",\"name\":\"weather\",\"deleted\":true}",
                    send(rig, second, "DELETE", "/v1/tools/weather", ADMIN, "").body());
            assertEquals(
                    404,
                    send(rig, second, "DELETE", "/v1/tools/weather", ADMIN, "").status());
            assertEquals("tool_not_found", chat(rig, second).errorCode());
        } finally {
            hooks.stop(0);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "tools.timeout=5m")
    void aStopWaitsForToolsAndEndsThem(Rig rig, @TempDir Path folder) throws IOException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        HttpServer hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hooks.createContext("/", exchange -> {
            reached.countDown();
            try (exchange) {
                gate.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        hooks.start();
        try {
            String host = "127.0.0.1:" + hooks.getAddress().getPort();
            Gateway gateway = gateway(rig, folder.resolve("tools.json"), host);
            send(rig, gateway, "POST", "/v1/tools", ADMIN, definition("http://" + host + "/{city}"));
            rig.poe().enqueue(Scripts.sse(called(), "[DONE]"));
            CompletableFuture<Reply> reply =
                    CompletableFuture.supplyAsync(() -> chat(rig, gateway), Thread::startVirtualThread);
            rig.until(() -> reached.getCount() == 0, () -> "the tool was not asked");
            assertEquals(1, gateway.census().toolCalls());
            CompletableFuture<Integer> drained =
                    CompletableFuture.supplyAsync(gateway::drain, Thread::startVirtualThread);
            rig.until(() -> !gateway.ready(), () -> "still ready");
            assertEquals(1, gateway.census().toolCalls());
            assertEquals(0, gateway.drain(), "who is asked twice does not wait");
            assertEquals("gateway_restarting", rig.await(reply).errorCode());
            assertEquals(1, rig.await(drained));
            assertEquals(0, gateway.census().toolCalls());
        } finally {
            gate.countDown();
            hooks.stop(0);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aLongListOfToolsIsPackedForWhoeverAsksForThat(Rig rig, @TempDir Path folder) throws IOException {
        Gateway gateway = gateway(rig, folder.resolve("tools.json"), "127.0.0.1:9");
        String wordy = definition("http://127.0.0.1:9/{city}").replace("The weather.", "The weather. ".repeat(100));
        assertEquals(200, send(rig, gateway, "POST", "/v1/tools", ADMIN, wordy).status());
        Reply plain = send(rig, gateway, "GET", "/v1/tools", API, "");
        Request packed = new Request.Builder()
                .url(gateway.url() + "/v1/tools")
                .header("authorization", "Bearer " + API)
                .header("accept-encoding", "gzip")
                .build();
        try (Response answer = rig.caller().newCall(packed).execute()) {
            assertEquals("gzip", answer.header("content-encoding"));
            byte[] list = new GZIPInputStream(answer.body().byteStream()).readAllBytes();
            assertEquals(plain.body(), new String(list, UTF_8));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void nothingIsRegisteredWhereTheOperatorNamesNoHost(Rig rig) {
        assertEquals(
                "tool_registration_off",
                rig.post("/v1/tools", definition("https://a.example/{city}")).errorCode());
        assertEquals("invalid_json", rig.post("/v1/tools", "[]").errorCode());
        assertEquals(
                "duplicate_key",
                rig.post("/v1/tools", "{\"name\":\"a\",\"name\":\"b\"}").errorCode());
    }

    private static Gateway gateway(Rig rig, Path file, String host) throws IOException {
        return rig.gatewayWith(config -> Changed.registration(
                Changed.auth(
                        config,
                        Keyring.auth(
                                Keyring.known("admin", ADMIN, Scope.API, Scope.ADMIN),
                                Keyring.known("api", API, Scope.API))),
                file,
                host));
    }

    /** The model calls the tool with a text that would be two segments if it were not escaped. */
    private static void assertAnswered(Rig rig, Gateway gateway) throws IOException {
        rig.poe().enqueue(Scripts.sse(called(), "[DONE]"));
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"It is sunny.\"}", "\"stop\""), "[DONE]"));
        Reply reply = chat(rig, gateway);
        assertEquals(200, reply.status(), reply.body());
        assertEquals(
                "It is sunny.", reply.json().at("/choices/0/message/content").asText());
        JsonNode second = JSON.readTree(rig.poe().arrivals().getLast().body());
        assertEquals("sunny", second.at("/messages/2/content").asText());
        assertEquals("weather", second.at("/tools/0/function/name").asText());
    }

    private static String called() {
        String call =
                "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":"
                        + "\"{\\\"city\\\":\\\"New York\\\"}\"}}";
        return chunk("{\"role\":\"assistant\",\"tool_calls\":[" + call + "]}", "\"tool_calls\"");
    }

    private static Reply chat(Rig rig, Gateway gateway) {
        RequestBody body = RequestBody.create(
                "{\"model\":\"Some-Model\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                MediaType.get("application/json"));
        Request.Builder request = new Request.Builder()
                .url(gateway.url() + "/v1/chat/completions")
                .header("authorization", "Bearer " + API)
                .header("x-poe-gateway-tools", "weather");
        return rig.read(rig.caller().newCall(request.post(body).build()));
    }

    private static Reply send(Rig rig, Gateway gateway, String method, String path, String key, String json) {
        RequestBody body = json.isEmpty() ? null : RequestBody.create(json, MediaType.get("application/json"));
        Request.Builder request =
                new Request.Builder().url(gateway.url() + path).method(method, body);
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        return rig.read(rig.caller().newCall(request.build()));
    }

    private static String definition(String url) {
        return "{\"name\":\"weather\",\"description\":\"The weather.\",\"method\":\"get\",\"url\":\"" + url
                + "\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}";
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }
}
