package poegateway.front.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.front.FakeRequest;

final class BodySourceTest {
    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = new Ticker(now::get);
    private final RequestTimeline timeline = RequestTimeline.unlimited(now::get);

    @Test
    void nothingIsOpenedBeforeTheFirstByteIsWantedAndThenOnce() throws IOException {
        FakeRequest fake = new FakeRequest().body(new byte[] {1, -2, 3}, 3);
        BodySource source = new BodySource(fake.request());
        assertEquals(0, fake.opened());
        assertEquals(3, source.declaredBytes());
        assertEquals(1, source.read());
        assertEquals(254, source.read());
        assertFalse(source.isComplete());
        assertEquals(3, source.read());
        assertTrue(source.isComplete());
        assertEquals(-1, source.read());
        assertEquals(1, fake.opened());
    }

    @Test
    void aRequestWithoutABodyIsCompleteAtOnce() throws IOException {
        assertTrue(new BodySource(new FakeRequest().body(new byte[0], 0).request()).isComplete());
        BodySource none = new BodySource(new FakeRequest().body(new byte[9], -1).request());
        assertTrue(none.isComplete());
        assertEquals(-1, none.read());
    }

    @Test
    void aBodyOfUnknownLengthIsCompleteAtItsEnd() throws IOException {
        for (FakeRequest fake : new FakeRequest[] {
            new FakeRequest().header("transfer-encoding", "chunked"), new FakeRequest().protocol("HTTP/2.0")
        }) {
            BodySource source = new BodySource(fake.body(new byte[] {7}, -1).request());
            assertFalse(source.isComplete());
            assertArrayEquals(new byte[] {7}, source.readAllBytes());
            assertTrue(source.isComplete());
        }
    }

    @Test
    void theVersionOfHttpAndTheExpectationAreKnown() throws IOException {
        assertTrue(new BodySource(new FakeRequest().request()).isHttp1());
        assertTrue(new BodySource(new FakeRequest().protocol("HTTP/1.0").request()).isHttp1());
        assertFalse(new BodySource(new FakeRequest().protocol("HTTP/2.0").request()).isHttp1());
        BodySource awaited = new BodySource(new FakeRequest()
                .header("expect", "100-Continue")
                .body(new byte[2], 2)
                .request());
        assertTrue(awaited.isAwaited());
        awaited.read();
        assertFalse(awaited.isAwaited());
        assertFalse(new BodySource(new FakeRequest().body(new byte[2], 2).request()).isAwaited());
    }

    @Test
    void aSmallRestIsReadBeforeTheAnswerAndALargeOneIsNot() {
        assertTrue(ends(new byte[100], 100));
        assertTrue(ends(new byte[256 * 1024], 256 * 1024));
        assertFalse(ends(new byte[256 * 1024 + 1], 256 * 1024 + 1));
        FakeRequest large = new FakeRequest().body(new byte[300_000], 300_000);
        assertFalse(new UnreadBody(new BodySource(large.request()), ticker, timeline).drainIfSmall());
        assertEquals(0, large.opened());
    }

    @Test
    void aRestInChunksIsReadAsFarAsItIsSmall() {
        assertTrue(rest(new FakeRequest().header("transfer-encoding", "chunked").body(new byte[1000], -1))
                .drainIfSmall());
        assertFalse(
                rest(new FakeRequest().header("transfer-encoding", "chunked").body(new byte[1_000_000], -1))
                        .drainIfSmall());
    }

    @Test
    void whatTheCallerHasNotBeenToldToSendIsReadBehindTheAnswerAlone() {
        FakeRequest fake = new FakeRequest().header("expect", "100-continue").body(new byte[9], 9);
        UnreadBody rest = rest(fake);
        assertFalse(rest.drainIfSmall());
        assertEquals(0, fake.opened());
        rest.discard();
        assertEquals(1, fake.opened());
    }

    @Test
    void behindTheAnswerALargeRestIsReadToItsEnd() {
        BodySource source = new BodySource(
                new FakeRequest().body(new byte[3_000_000], 3_000_000).request());
        new UnreadBody(source, ticker, timeline).discard();
        assertTrue(source.isComplete());
    }

    @Test
    void aRestThatDoesNotComeIsWaitedForInBoundedTimeAndNoInterruptStays() {
        FakeRequest fake = new FakeRequest().body(new Silence(Duration.ofMillis(501)), 100);
        assertFalse(rest(fake).drainIfSmall());
        assertFalse(Thread.currentThread().isInterrupted());
        FakeRequest large = new FakeRequest().body(new Silence(Duration.ofMillis(5001)), 3_000_000);
        rest(large).discard();
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(0, ticker.size());
    }

    private boolean ends(byte[] bytes, long declared) {
        return rest(new FakeRequest().body(bytes, declared)).drainIfSmall();
    }

    private UnreadBody rest(FakeRequest fake) {
        return new UnreadBody(new BodySource(fake.request()), ticker, timeline);
    }

    /** Never sends; so much time is over as soon as somebody reads. */
    private final class Silence extends InputStream {
        private final Duration time;

        Silence(Duration time) {
            this.time = time;
        }

        @Override
        public int read() throws IOException {
            ticker.tick();
            assertFalse(Thread.currentThread().isInterrupted());
            now.addAndGet(time.toNanos());
            ticker.tick();
            assertTrue(Thread.currentThread().isInterrupted());
            throw new java.io.InterruptedIOException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
