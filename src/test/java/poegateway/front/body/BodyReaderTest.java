package poegateway.front.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.GatewayConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;

/** With the standard limits: 30 s for a body, 5 s and 64 MiB for the rest of one that is not wanted. */
@Timeout(30)
class BodyReaderTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), new Cancellation());
    private final CountDownLatch waiting = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        assertEquals(RequestPhase.WORKING, timeline.phase());
        timeline.close();
        assertEquals(0, ticker.size());
        assertFalse(Thread.interrupted());
    }

    @Test
    void aBodyIsReadWholeWithAndWithoutALength() throws IOException {
        byte[] body = new byte[100_000];
        body[99_999] = 7;
        try (BodyReader told = reader(new ByteArrayInputStream(body), body.length);
                BodyReader untold = reader(new ByteArrayInputStream(body), -1)) {
            assertArrayEquals(body, told.read());
            assertArrayEquals(body, untold.read());
        }
    }

    @Test
    void ofAFormEachMebibyteHasTheTimeOfABody() throws IOException {
        byte[] mebibyte = new byte[1024 * 1024];
        InputStream slow = new InputStream() {
            private long read;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (read == 5L * mebibyte.length) {
                    return -1;
                }
                if (read % mebibyte.length == 0) {
                    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
                    ticker.tick();
                }
                int count = Math.min(length, 16 * 1024);
                read += count;
                return count;
            }
        };
        try (BodyReader reader = reader(slow, -1)) {
            assertEquals(5L * mebibyte.length, reader.pour(10L * mebibyte.length, "x", piece -> {}));
        }
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsTooSlowAndTheThreadIsNotInterruptedLongerThanThat() throws Exception {
        CompletableFuture<Failure> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (BodyReader reader = reader(new Silent(), 10)) {
                reader.read();
            } catch (FailureException failed) {
                outcome.complete(failed.failure());
            } catch (IOException other) {
                outcome.completeExceptionally(other);
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertTrue(waiting.await(10, TimeUnit.SECONDS));
        assertEquals(RequestPhase.READING_BODY, timeline.phase());
        pass(30);
        assertFalse(outcome.isDone());
        pass(1);
        assertEquals(new ClientFailure.BodyTooSlow(30), outcome.get(10, TimeUnit.SECONDS));
        assertFalse(interrupted.get(10, TimeUnit.SECONDS), "the next thing that waits would be hit");
    }

    @Test
    void aBodyThatIsMalformedOrShortIsNoHttp() throws IOException {
        try (BodyReader reader = reader(failing(new IOException("bad chunk")), 10);
                BodyReader early = reader(new ByteArrayInputStream(new byte[9]), 10)) {
            assertInstanceOf(
                    ClientFailure.InvalidHttp.class,
                    assertThrows(FailureException.class, reader::read).failure());
            assertInstanceOf(
                    ClientFailure.InvalidHttp.class,
                    assertThrows(FailureException.class, early::read).failure());
        }
    }

    @Test
    void aBodyThatWouldNotFitAloneIsTooLargeAndOneThatWouldIsToBeSentAgain() throws IOException {
        BodyBudget budget = new BodyBudget(1024 * 1024);
        ServerConfig limits = ServerConfig.defaults();
        byte[] body = new byte[500_000];
        try (BodyReader without = new BodyReader(new ByteArrayInputStream(body), -1, limits, budget, timeline);
                BodyReader with =
                        new BodyReader(new ByteArrayInputStream(body), body.length, limits, budget, timeline);
                BodyReader second =
                        new BodyReader(new ByteArrayInputStream(body), body.length, limits, budget, timeline)) {
            assertInstanceOf(
                    ClientFailure.BodyOverMemory.class,
                    assertThrows(FailureException.class, without::read).failure());
            assertEquals(0, budget.heldBytes());
            assertEquals(body.length, with.read().length);
            assertInstanceOf(
                    GatewayFailure.Overloaded.class,
                    assertThrows(FailureException.class, second::read).failure());
        }
        assertEquals(0, budget.heldBytes());
    }

    @Test
    void aBodyWhoseConnectionEndsIsThatOfACallerWhoLeft() throws IOException {
        for (IOException ended : List.of(new EofException("reset"), new IOException(new EofException()))) {
            try (BodyReader reader = reader(failing(ended), 10)) {
                assertInstanceOf(
                        ClientFailure.CallerGone.class,
                        assertThrows(FailureException.class, reader::read).failure());
            }
        }
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    private BodyReader reader(InputStream in, long declaredBytes) {
        ServerConfig limits = ServerConfig.defaults();
        return new BodyReader(
                in,
                declaredBytes,
                limits,
                new BodyBudget(limits.bodyBytesInFlight().bytes()),
                timeline);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        ticker.tick();
    }

    /** Comes to nothing until the reader is interrupted, as the server's own stream does. */
    private final class Silent extends InputStream {
        @Override
        public int read() throws IOException {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError();
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
