package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReadHookTest extends Http1Fixture {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHookRunsOncePerWaitAndNotPerChunk(boolean tls) throws Exception {
        CountDownLatch headRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            headRead.await();
            visit.say("1\r\na\r\n".repeat(50));
            goOn.await();
            visit.say("1\r\nb\r\n0\r\n\r\n");
            visit.awaitEnd();
        })) {
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                List<Integer> readWhenWaiting = new ArrayList<>();
                StringBuilder text = new StringBuilder();
                headRead.countDown();
                settle();
                response.beforeWait(() -> {
                    readWhenWaiting.add(text.length());
                    goOn.countDown();
                });
                byte[] buffer = new byte[7];
                for (int read = response.read(buffer, 0, 7); read >= 0; read = response.read(buffer, 0, 7)) {
                    text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                }
                assertEquals("a".repeat(50) + "b", text.toString());
                assertEquals(List.of(50), readWhenWaiting);
            }
            assertEquals(1, pair.client().idleConnections());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHookThrowsComesOutAsItIs(boolean tls) throws Exception {
        for (Throwable thrown :
                List.of(new UncheckedIOException(new IOException("caller gone")), new OutOfMemoryError())) {
            try (Pair pair = pair(tls, visit -> {
                visit.request();
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
                visit.awaitEnd();
            })) {
                try (Http1Response response =
                        pair.client().newCall(get(), listener).execute()) {
                    response.beforeWait(() -> sneak(thrown));
                    assertSame(thrown, assertThrows(Throwable.class, () -> response.read(new byte[10], 0, 10)));
                }
                assertEquals(0, pair.client().idleConnections());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHookIsForgottenWhenItsReplyIsOver(boolean tls) throws Exception {
        try (Pair pair = pair(tls, visit -> {
            while (visit.request().isPresent()) {
                settle();
                visit.say(ONE);
            }
        })) {
            int[] runs = new int[1];
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                response.beforeWait(() -> runs[0]++);
                assertEquals("one", text(response));
            }
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
            assertEquals(0, runs[0]);
        }
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
