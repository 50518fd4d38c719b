package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.wire.Arrival;
import poegateway.simulator.wire.ServerContext;

@Timeout(60)
@ExtendWith(QuietLogs.class)
public class Http2WireTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 500;

    private final SimulatedPoe poe = WireScripts.tls(WireScripts.ECHO);
    private final OkHttpClient client = client(poe);

    public static OkHttpClient client(SimulatedPoe poe) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(poe.certificate())
                .build();
        return new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .retryOnConnectionFailure(false)
                .readTimeout(Duration.ofSeconds(20))
                .build();
    }

    @AfterEach
    void close() throws Exception {
        assertTrue(poe.awaitOpen(0, SOON));
        assertEquals(0, poe.census().hangUps());
        client.connectionPool().evictAll();
        assertTrue(poe.await(census -> census.openConnections() == 0, SOON));
        poe.close();
    }

    private Response post(byte[] body) throws IOException {
        Request request = new Request.Builder()
                .url(poe.baseUri() + "/chat/completions")
                .header("Authorization", "Bearer k")
                .post(RequestBody.create(body))
                .build();
        return client.newCall(request).execute();
    }

    @Test
    void aRequestArrivesAndIsAnsweredOverHttp2() throws Exception {
        try (Response response = post(WireScripts.bytes("hello"))) {
            assertEquals(Protocol.HTTP_2, response.protocol());
            assertEquals("5", response.header("content-length"));
            assertEquals("hello", response.body().string());
        }
        Arrival arrival = poe.arrivals().getLast();
        assertEquals("h2", arrival.protocol());
        assertEquals("/v1/chat/completions", arrival.path());
        assertEquals("Bearer k", arrival.headers().get("authorization"));
        assertEquals("127.0.0.1:" + poe.port(), arrival.headers().get("host"));
        assertEquals("hello", new String(arrival.body(), StandardCharsets.UTF_8));
        assertTrue(poe.awaitOpen(0, SOON));
        assertEquals(5, poe.census().bytesSent());
    }

    @ParameterizedTest
    @CsvSource({
        "x, ''",
        "x?, ''",
        "x?limit=2&starting_after=a%2Fb, limit=2&starting_after=a%2Fb",
        "x?a?b=/v1/y, a?b=/v1/y"
    })
    void aQueryIsKeptAsItCame(String target, String query) throws Exception {
        Request request =
                new Request.Builder().url(poe.baseUri() + "/" + target).build();
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes(); // who closes before the end hangs up
        }
        assertEquals("/v1/x", poe.arrivals().getLast().path());
        assertEquals(query, poe.arrivals().getLast().query());
    }

    @Test
    void theHeadOfWhatGetAnswersIsThereAloneToo() throws Exception {
        Request head = new Request.Builder()
                .url(poe.baseUri() + "/models")
                .header("Authorization", "Bearer k")
                .head()
                .build();
        poe.enqueue("/v1/models", WireScripts.whole("one", "two"));
        try (Response response = client.newCall(head).execute()) {
            assertEquals(200, response.code());
            assertEquals("6", response.header("content-length"));
            assertEquals("", response.body().string());
        }
    }

    @Test
    void headersOfConnectionsStayOut() throws Exception {
        Script script = WireScripts.whole("x");
        Map<String, String> headers = Map.of("Connection", "close", "X-Kept", "1");
        poe.enqueue(new Script(200, headers, script.framing(), script.pieces(), Mishap.NONE));
        try (Response response = post(new byte[0])) {
            assertNull(response.header("connection"));
            assertEquals("1", response.header("x-kept"));
            assertEquals("x", response.body().string());
        }
    }

    @Test
    void manyStreamsAreReadAtOnceOnOneConnection() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            poe.enqueue(WireScripts.gated(gate, "first", "second"));
            responses.add(post(new byte[0]));
        }
        assertEquals(MANY, poe.census().openRequests());
        assertEquals(1, poe.census().openConnections());
        gate.countDown();
        for (Response response : responses) {
            assertEquals("firstsecond", response.body().string());
        }
    }

    @Test
    void largeBodiesGoThroughBothWays() throws Exception {
        byte[] body = new byte[20 * 1024 * 1024];
        try (Response response = post(body)) {
            assertEquals(body.length, response.body().bytes().length);
        }
        assertEquals(body.length, poe.arrivals().getLast().bodyBytes());
        assertEquals(0, poe.arrivals().getLast().body().length);
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        try (Response response = post(new byte[ServerContext.BODY_LIMIT_BYTES + 1])) {
            assertEquals(413, response.code());
            assertTrue(response.body().string().contains("67108864"));
        }
        assertEquals(0, poe.census().arrivals());
    }

    @Test
    void aHeaderIsHugeAndTheConnectionLives() throws Exception {
        poe.enqueue(WireScripts.whole("x").with(new Mishap.HugeHeader(200_000)));
        try (Response response = post(new byte[0])) {
            assertEquals("h".repeat(200_000), response.header("x-filler"));
            assertEquals("x", response.body().string());
        }
        try (Response response = post(WireScripts.bytes("again"))) {
            assertEquals("again", response.body().string());
        }
        assertEquals(1, poe.arrivals().getLast().connection());
    }

    @Test
    void aHeadOverTheLimitIsRefused() throws Exception {
        Request request = new Request.Builder()
                .url(poe.baseUri() + "/models")
                .header("X-Much", "h".repeat(ServerContext.HEAD_LIMIT_BYTES + 1))
                .build();
        assertThrows(IOException.class, () -> client.newCall(request).execute());
        assertEquals(0, poe.census().arrivals());
    }

    @Test
    void anUnaskedCompressionArrives() throws Exception {
        poe.enqueue(WireScripts.whole("one", "two").with(new Mishap.Gzip(false)));
        try (Response response = post(new byte[0])) {
            assertEquals("onetwo", response.body().string());
        }
        poe.enqueue(WireScripts.whole("one", "two").with(new Mishap.Gzip(true)));
        try (Response response = post(new byte[0])) {
            assertThrows(IOException.class, () -> response.body().string());
        }
    }
}
