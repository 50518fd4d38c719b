package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.HeaderFields;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.rig.Eventually;
import poegateway.rig.ManualTime;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.TestServer;

/** Each route of this server looks at one side of an exchange; what it saw comes back through a queue. */
@Timeout(30)
class ExchangeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Ticker ticker = new Ticker(time::nanoTime);
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final TestServer server = TestServer.start(
            time,
            ticker,
            List.of(
                    new Route("GET", "/headers", exchange -> {
                        seen.add(exchange.request().headers(List.of("idempotency-key", "poe-feature")));
                        exchange.sendEmpty(204);
                    }),
                    new Route("GET", "/sends", exchange -> {
                        seen.add(exchange.request().priorSends());
                        exchange.sendEmpty(204);
                    }),
                    new Route("POST", "/body", exchange -> {
                        seen.add(new String(exchange.request().jsonBody(), StandardCharsets.UTF_8));
                        exchange.request().bodyDone();
                        exchange.request().bodyDone();
                        exchange.sendJson(200, exchange.requestId().getBytes(StandardCharsets.UTF_8));
                        exchange.header("x-late", "ignored");
                    }),
                    new Route("GET", "/failing", exchange -> {
                        throw new FailureException(new GatewayFailure.Overloaded("server.connections"));
                    }),
                    new Route("GET", "/gone", exchange -> {
                        seen.add(exchange.cancellation());
                        throw new FailureException(new ClientFailure.CallerGone());
                    }),
                    new Route("GET", "/silent", exchange -> seen.add("served"))));

    @AfterEach
    void nothingIsLeft() {
        Eventually.holds(SOON, () -> server.openExchanges() == 0 && ticker.size() == 0, () -> "left over");
        server.close();
    }

    @Test
    void onlyTwoHeadersOfACallerTravelOn() throws Exception {
        Reply reply =
                ask("GET /headers", "Idempotency-Key: a b\r\nPoe-Feature: f\r\nCookie: c\r\nAuthorization: d\r\n", "");
        assertEquals(204, reply.status());
        Map<String, String> travelling = new HashMap<>();
        ((HeaderFields) seen()).forEach(travelling::put);
        assertEquals(Map.of("idempotency-key", "a b", "poe-feature", "f"), travelling);
    }

    @Test
    void aHeaderThatNoHeaderMayHoldIsRefusedByItsName() throws Exception {
        Reply reply = ask("GET /headers", "Idempotency-Key: ä\r\n", "");
        assertEquals(400, reply.status());
        assertEquals("invalid_header", reply.errorCode());
        assertTrue(reply.error().path("message").asText().contains("'idempotency-key'"), reply.body());
    }

    @Test
    void howOftenAClientHasSentARequestBeforeIsOneDigit() throws Exception {
        for (Map.Entry<String, Integer> told :
                Map.of("0", 0, "3", 3, "9", 9, "10", 0, "-1", 0, "x", 0).entrySet()) {
            ask("GET /sends", "X-Stainless-Retry-Count: " + told.getKey() + "\r\n", "");
            assertEquals(told.getValue(), seen(), told.getKey());
        }
        ask("GET /sends", "", "");
        assertEquals(0, seen());
    }

    @Test
    void aBodyIsReadOnceAndAHeaderBehindTheAnswerIsIgnored() throws Exception {
        Reply reply =
                ask("POST /body", "Content-Type: application/json; charset=utf-8\r\nX-Request-Id: mine\r\n", "{}");
        assertEquals(200, reply.status());
        assertEquals("mine", reply.body());
        assertEquals("{}", seen());
        assertNull(reply.headers().get("x-late"));
        assertEquals("no-store", reply.headers().get("cache-control"));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        assertEquals(
                415, ask("POST /body", "Content-Type: text/plain\r\n", "{}").status());
        assertEquals(200, ask("POST /body", "", "{}").status());
        assertEquals("{}", seen());
    }

    @Test
    void aFailureIsToldAndTheConnectionGoesOn() throws Exception {
        try (RawCaller caller = server.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = caller.send("GET /failing HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .reply();
                assertEquals(503, reply.status());
                assertNull(reply.headers().get("connection"));
            }
        }
    }

    @Test
    void whoIsGoneIsToldNothingAndCut() throws Exception {
        try (RawCaller caller = server.connect()) {
            caller.send("GET /gone HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThrows(IOException.class, caller::ended);
        }
    }

    @Test
    void aRouteThatAnswersNothingIsABug() throws Exception {
        Reply reply = ask("GET /silent", "", "");
        assertEquals("served", seen());
        assertEquals(500, reply.status());
        assertFalse(reply.body().contains("IllegalState"), reply.body());
    }

    private Object seen() throws InterruptedException {
        Object found = seen.poll(10, TimeUnit.SECONDS);
        return found == null ? "nothing" : found;
    }

    private Reply ask(String line, String headers, String body) throws IOException {
        try (RawCaller caller = server.connect()) {
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
            return caller.send(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + length + "\r\n" + body)
                    .reply();
        }
    }
}
