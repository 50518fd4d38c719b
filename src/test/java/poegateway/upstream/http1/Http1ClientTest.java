package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
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
class Http1ClientTest extends Http1Fixture {
    @Test
    void aRequestIsWrittenInOnePieceWithItsFraming() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            assertEquals("200 one", ask(pair));
            assertEquals("200 one", ask(pair, post("body")));
            assertEquals(
                    List.of(
                            "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + pair.server().port() + "\r\naccept: x/y\r\n\r\n",
                            "POST /p HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + pair.server().port() + "\r\nContent-Length: 4\r\n\r\nbody"),
                    pair.server().requests());
            assertEquals(List.of("connected", "sent", "connected", "sent"), progress);
        }
    }

    @Test
    void aReplyWithoutABodyIsOverAtItsHead() throws IOException {
        String stray = "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\none";
        try (Pair pair = plain(visit -> visit.answerAll(stray))) {
            assertEquals("204 ", ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
        try (Pair pair = plain(visit -> visit.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"))) {
            assertEquals("200 ", ask(pair, new Http1Request("HEAD", "/", HeaderFields.NONE, Optional.empty())));
            assertEquals(1, pair.client().idleConnections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: three",
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip"
            })
    void aRefusalWhoseBodyNobodyCanDelimitIsWorthItsStatus(String framing) throws IOException {
        String fields = " X\r\nRetry-After: 7\r\n" + framing + "\r\n\r\none";
        for (int status : List.of(400, 429, 503)) {
            try (Pair pair = plain(visit -> visit.answerAll("HTTP/1.1 " + status + fields));
                    Http1Response refusal =
                            pair.client().newCall(get(), listener).execute()) {
                assertEquals(status, refusal.status());
                assertEquals(Optional.of("7"), refusal.header("retry-after"));
                assertEquals("", text(refusal));
                assertEquals(0, pair.client().idleConnections());
            }
        }
        for (int status : List.of(200, 399)) {
            try (Pair pair = plain(visit -> visit.answerAll("HTTP/1.1 " + status + fields))) {
                assertThrows(MalformedResponseException.class, () -> ask(pair));
            }
        }
    }

    @Test
    void aReplyUntilTheEndOfTheConnectionIsWhole() throws IOException {
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\n\r\nall of it");
        })) {
            assertEquals("200 all of it", ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aReplyThatIsClosedBeforeItsEndClosesItsConnection() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf");
            visit.awaitEnd();
            gone.countDown();
        })) {
            pair.client().newCall(get(), listener).execute().close();
            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aReplyThatIsCutIsNoReply() throws IOException {
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf");
        })) {
            assertThrows(EOFException.class, () -> ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aRefusalBeforeTheWholeRequestWasReadIsRead() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            began.await();
            visit.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            visit.socket().close(); // with bytes unread: a reset
            refused.countDown();
        })) {
            Http1Request request = new Http1Request(
                    "POST", "/p", HeaderFields.NONE, Optional.of(inTwoParts("x".repeat(20 << 20), () -> {
                        began.countDown();
                        await(refused);
                    })));
            assertEquals("413 big", ask(pair, request));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aSuccessBeforeTheWholeRequestWasReadIsNone() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            began.await();
            visit.say(ONE);
            visit.socket().close();
            answered.countDown();
        })) {
            Http1Request request = new Http1Request(
                    "POST", "/p", HeaderFields.NONE, Optional.of(inTwoParts("x".repeat(20 << 20), () -> {
                        began.countDown();
                        await(answered);
                    })));
            assertThrows(IOException.class, () -> ask(pair, request));
            assertEquals(List.of("connected", "sent"), progress);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeBodyArrivesWhole(boolean tls) throws IOException {
        String large = "0123456789".repeat(300_000);
        try (Pair pair = pair(tls, visit -> visit.answerAll(ONE))) {
            assertEquals(
                    "200 one",
                    ask(
                            pair,
                            new Http1Request(
                                    "POST", "/p", HeaderFields.NONE, Optional.of(inTwoParts(large, () -> {})))));
            assertTrue(pair.server().requests().getFirst().endsWith("\r\n\r\n" + large));
        }
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedIsOurFault() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Request.Content lying = new Http1Request.Content() {
                @Override
                public long length() {
                    return 5;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write('x');
                }
            };
            assertThrows(
                    IOException.class,
                    () -> ask(pair, new Http1Request("POST", "/p", HeaderFields.NONE, Optional.of(lying))));
            assertEquals(List.of("connected"), progress);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\u0000", "\u00e9", "\u007f"})
    void aHeaderThatWouldBreakTheRequestIsNotWritten(String value) throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> ask(pair, new Http1Request("GET", "/", HeaderFields.of("x-a", value), Optional.empty())));
            assertEquals("the header x-a holds what HTTP does not allow there", refused.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ask(pair, new Http1Request("GET", "/", HeaderFields.of("x" + value, "a"), Optional.empty())));
            assertEquals(List.of(), pair.server().requests());
        }
    }
}
