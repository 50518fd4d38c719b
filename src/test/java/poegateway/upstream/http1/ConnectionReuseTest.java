package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.HeaderFields;

@Timeout(30)
class ConnectionReuseTest extends Http1Fixture {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionIsUsedAgainAfterACompleteReply(boolean tls) throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n";
        try (Pair pair = pair(tls, visit -> visit.answerAll(chunked))) {
            for (int i = 0; i < 5; i++) {
                assertEquals("200 one", ask(pair));
                assertEquals(1, pair.client().idleConnections());
            }
            assertEquals(1, pair.server().connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nones",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\noneHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\none",
                "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\none"
            })
    void afterAReplyThatIsNotTheLastWordTheConnectionIsClosed(String reply) throws IOException {
        for (boolean tls : new boolean[] {false, true}) {
            try (Pair pair = pair(tls, visit -> visit.answerAll(reply))) {
                for (int i = 1; i <= 3; i++) {
                    assertEquals("200 one", ask(pair));
                    assertEquals(0, pair.client().idleConnections());
                    assertEquals(i, pair.server().connections());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatComesOnAnIdleConnectionIsNeverReadAndCostsNoAttempt(boolean tls) throws Exception {
        for (OnIdle what : OnIdle.values()) {
            CountDownLatch idle = new CountDownLatch(1);
            CountDownLatch happened = new CountDownLatch(1);
            try (Pair pair = pair(tls, visit -> {
                visit.request();
                visit.say(ONE);
                if (visit.number() == 1) {
                    idle.await();
                    happen(what, visit);
                    happened.countDown();
                    if (what == OnIdle.BYTES || what == OnIdle.REPLY) {
                        visit.awaitEnd();
                    }
                }
            })) {
                assertEquals("200 one", ask(pair));
                assertEquals(1, pair.client().idleConnections());
                idle.countDown();
                assertTrue(happened.await(10, TimeUnit.SECONDS));
                settle();
                progress.clear();
                assertEquals("200 one", ask(pair, post("paid")), what.name());
                assertEquals(2, pair.server().connections());
                assertEquals(
                        1,
                        pair.server().requests().stream()
                                .filter(request -> request.endsWith("paid"))
                                .count());
                assertEquals(List.of("connected", "connecting", "connected", "sent"), progress);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewConnectionThatSpeaksFirstIsNotWrittenTo(boolean tls) throws Exception {
        CountDownLatch spoke = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nforeign");
            spoke.countDown();
            visit.request();
        })) {
            Http1Request late = new Http1Request("POST", "/p", HeaderFields.NONE, Optional.of(content("x", () -> {
                await(spoke);
                settle();
            })));
            assertThrows(UnsentException.class, () -> ask(pair, late));
            assertEquals(List.of("connected"), progress);
            assertEquals(List.of(), pair.server().requests());
        }
    }

    @Test
    void aNewTlsConnectionWithNothingButTicketsIsGood() throws Exception {
        CountDownLatch shaken = new CountDownLatch(1);
        try (Pair pair = tls(visit -> {
            ((javax.net.ssl.SSLSocket) visit.socket()).startHandshake();
            shaken.countDown();
            visit.answerAll(ONE);
        })) {
            Http1Request late = new Http1Request("POST", "/p", HeaderFields.NONE, Optional.of(content("x", () -> {
                await(shaken);
                settle(); // until the tickets are there
            })));
            assertEquals("200 one", ask(pair, late));
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
        }
    }

    @Test
    void aRequestThatBrokeAfterItWasWrittenIsNotWrittenAgain() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            try (Pair pair = plain(visit -> {
                visit.request();
                if (visit.number() == 1) {
                    visit.say(ONE);
                    visit.request();
                }
                if (reset) {
                    visit.reset();
                }
            })) {
                assertEquals("200 one", ask(pair));
                progress.clear();
                IOException broken = assertThrows(IOException.class, () -> ask(pair, post("paid")));
                assertTrue(!(broken instanceof UnsentException) && !(broken instanceof MalformedResponseException));
                assertEquals(List.of("connected", "sent"), progress);
                assertEquals(1, pair.server().connections());
            }
        }
    }

    @Test
    void idleConnectionsGoAfterAWhile() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            visit.answerAll(ONE);
            gone.countDown();
        })) {
            assertEquals("200 one", ask(pair));
            now[0] += ConnectionPool.IDLE_KEPT.toNanos();
            pair.client().tick(now[0]);
            assertEquals(1, pair.client().idleConnections());
            now[0]++;
            pair.client().tick(now[0]);
            assertEquals(0, pair.client().idleConnections());
            assertTrue(gone.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aConnectionTakesNoNewCallWhenItIsOld() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            visit.answerAll(ONE);
            gone.countDown();
        })) {
            assertEquals("200 one", ask(pair));
            long age = 0;
            while (age < ConnectionPool.AGE_MAX.toNanos()) {
                now[0] += ConnectionPool.IDLE_KEPT.toNanos();
                age += ConnectionPool.IDLE_KEPT.toNanos();
                assertEquals("200 one", ask(pair));
                assertEquals(1, pair.client().idleConnections());
            }
            now[0]++;
            assertEquals("200 one", ask(pair));
            assertEquals(0, pair.client().idleConnections());
            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertEquals(1, pair.server().connections());
            assertEquals("200 one", ask(pair));
            assertEquals(2, pair.server().connections());
        }
    }

    @Test
    void aClosedClientKeepsNoConnection() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                pair.client().close();
                assertEquals("one", text(response));
            }
            assertEquals(0, pair.client().idleConnections());
        }
    }

    /** What happens to an idle connection, by name, so that it can be a parameter. */
    private enum OnIdle {
        BYTES,
        REPLY,
        TIMEOUT_AND_CLOSE,
        CLOSE,
        RESET
    }

    private static void happen(OnIdle what, ScriptedServer.Visit visit) throws IOException {
        switch (what) {
            case BYTES -> visit.say("x");
            case REPLY -> visit.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nforeign");
            case TIMEOUT_AND_CLOSE -> visit.say("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
            case CLOSE -> {}
            case RESET -> visit.reset();
        }
    }
}
