package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.text.Secret;
import poegateway.upstream.http1.ScriptedServer;

@Timeout(30)
class PoeEndpointTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final Duration NEVER = Duration.ofDays(10_000);
    private static final TimeLimits LIMITS = new TimeLimits(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);

    private final Ticker ticker = new Ticker(() -> 1);

    @ParameterizedTest
    @CsvSource({
        "/v1,  API,   /files/one,       BEARER, GET /v1/files/one HTTP/1.1,         Bearer k",
        "/v1/, API,   /files,           RAW,    GET /v1/files HTTP/1.1,             k",
        "/v1,  USAGE, /current_balance, BEARER, GET /usage/current_balance HTTP/1.1, Bearer k",
        "/v1/, USAGE, /current_balance, BEARER, GET /usage/current_balance HTTP/1.1, Bearer k",
        "/a/b, USAGE, /current_balance, RAW,    GET /a/usage/current_balance HTTP/1.1, k",
        "/v1,  USAGE, /history?limit=7, BEARER, GET /usage/history?limit=7 HTTP/1.1, Bearer k",
        "'',   API,   /files,           BEARER, GET /files HTTP/1.1,                Bearer k",
        "/v1,  BOT,   /My%20Bot,        BEARER, GET /bot/My%20Bot HTTP/1.1,         Bearer k",
        "/v1,  BOT,   /a%2Fb%25%D1%8F,  BEARER, GET /bot/a%2Fb%25%D1%8F HTTP/1.1,   Bearer k",
        "/v1,  UPLOAD, /file,           RAW,    GET /poe_api/file HTTP/1.1,         k",
    })
    void anEndpointStandsBelowItsBaseAndGetsTheKeyInItsForm(
            String basePath,
            PoeEndpoint.Base base,
            String path,
            PoeEndpoint.KeyForm form,
            String line,
            String authorization)
            throws IOException {
        List<String> head = sent(basePath, new PoeEndpoint(base, "GET", path, form));
        assertEquals(line, head.getFirst());
        assertTrue(head.contains("authorization: " + authorization), head::toString);
    }

    @Test
    void anyNumberOfEndpointsIsReached() throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(visit -> visit.answerAll(ANSWER));
                HttpUpstream upstream = upstream("http://127.0.0.1:" + server.port() + "/v1");
                RequestTimeline timeline = RequestTimeline.start(ticker, LIMITS, new Cancellation())) {
            for (int id = 0; id < 100; id++) {
                PoeEndpoint endpoint = PoeEndpoint.api("GET", "/videos/" + id);
                upstream.send(new PoeRequest(endpoint, Optional.empty(), HeaderFields.NONE, Optional.empty(), timeline))
                        .close();
                String line = server.requests().getLast().lines().findFirst().orElse("");
                assertEquals("GET /v1/videos/" + id + " HTTP/1.1", line);
            }
        }
    }

    /** The lines of a request. */
    private List<String> sent(String basePath, PoeEndpoint endpoint) throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(visit -> visit.answerAll(ANSWER));
                HttpUpstream upstream = upstream("http://127.0.0.1:" + server.port() + basePath);
                RequestTimeline timeline = RequestTimeline.start(ticker, LIMITS, new Cancellation())) {
            Optional<Secret> key = Optional.of(new Secret("k"));
            upstream.send(new PoeRequest(endpoint, key, HeaderFields.NONE, Optional.empty(), timeline))
                    .close();
            return server.requests().getFirst().lines().toList();
        }
    }

    private HttpUpstream upstream(String base) {
        return new HttpUpstream(
                URI.create(base), UpstreamConfig.defaults(), Optional.empty(), Optional.empty(), ticker);
    }
}
