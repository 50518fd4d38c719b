package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.HeaderFields;

@Timeout(30)
class CallCancellationTest extends Http1Fixture {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledCallEndsWhileItWaitsForTheHead(boolean tls) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.request();
            asked.countDown();
            visit.awaitEnd();
            gone.countDown();
        })) {
            Http1Call call = pair.client().newCall(get(), listener);
            CompletableFuture<Http1Response> executing = executing(call);
            await(asked);
            call.cancel();
            assertBroken(executing);
            assertTrue(gone.await(10, TimeUnit.SECONDS), "the connection was closed");
        }
    }

    @Test
    void aCancelledCallEndsWhileItWrites() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Pair pair = plain(visit -> end.await())) {
            String large = "x".repeat(30 << 20);
            Http1Request request =
                    new Http1Request("POST", "/p", HeaderFields.NONE, Optional.of(content(large, blocked::countDown)));
            Http1Call call = pair.client().newCall(request, listener);
            CompletableFuture<Http1Response> executing = executing(call);
            await(blocked);
            settle();
            call.cancel();
            assertBroken(executing);
            end.countDown();
        }
    }

    @Test
    void aCancelledCallEndsInTheHandshake() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ScriptedServer silent = ScriptedServer.plain(visit -> {
            connected.countDown();
            visit.awaitEnd();
        })) {
            Origin origin = new Origin(
                    "127.0.0.1",
                    silent.port(),
                    Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault()),
                    Optional.empty());
            try (Http1Client client = new Http1Client(origin, Duration.ofSeconds(5), ticker)) {
                Http1Call call = client.newCall(get(), listener);
                CompletableFuture<Http1Response> executing = executing(call);
                await(connected);
                settle();
                call.cancel();
                assertBroken(executing);
                assertEquals(List.of(), progress);
            }
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItBeginsSendsNothing() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            call.cancel();
            assertThrows(IOException.class, call::execute);
            assertEquals("200 one", ask(pair));
            Http1Call again = pair.client().newCall(get(), listener);
            again.cancel();
            assertThrows(IOException.class, again::execute);
            assertEquals(1, pair.server().requests().size());
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aCallThatIsCancelledAfterItsEndLeavesItsConnectionAlone() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            try (Http1Response response = call.execute()) {
                assertEquals("one", text(response));
                call.cancel();
            }
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
        }
    }

    @Test
    void aReplyThatEndsAfterItsCallWasCancelledIsNotFollowedByAnother() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            try (Http1Response response = call.execute()) {
                call.cancel();
                assertEquals("one", text(response)); // it had arrived
            }
            assertEquals(0, pair.client().idleConnections());
        }
    }
}
