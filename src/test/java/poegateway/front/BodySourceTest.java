package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import poegateway.core.Pulse;
import poegateway.core.RequestTimeline;

final class BodySourceTest {
    private final AtomicLong now = new AtomicLong();
    private final Pulse pulse = new Pulse(now::get);
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
        assertFalse(new BodyRest(new BodySource(large.request()), pulse, timeline).ends());
        assertEquals(0, large.opened());
    }

    @Test
    void aRestInChunksIsReadAsFarAsItIsSmall() {
        assertTrue(rest(new FakeRequest().header("transfer-encoding", "chunked").body(new byte[1000], -1))
                .ends());
        assertFalse(
                rest(new FakeRequest().header("transfer-encoding", "chunked").body(new byte[1_000_000], -1))
                        .ends());
    }

    @Test
    void whatTheCallerHasNotBeenToldToSendIsReadBehindTheAnswerAlone() {
        FakeRequest fake = new FakeRequest().header("expect", "100-continue").body(new byte[9], 9);
        BodyRest rest = rest(fake);
        assertFalse(rest.ends());
        assertEquals(0, fake.opened());
        rest.discard();
        assertEquals(1, fake.opened());
    }

    @Test
    void behindTheAnswerALargeRestIsReadToItsEnd() {
        BodySource source = new BodySource(
                new FakeRequest().body(new byte[3_000_000], 3_000_000).request());
        new BodyRest(source, pulse, timeline).discard();
        assertTrue(source.isComplete());
    }

    @Test
    void aRestThatDoesNotComeIsWaitedForInBoundedTimeAndNoInterruptStays() {
        FakeRequest fake = new FakeRequest().body(new Silence(Duration.ofMillis(501)), 100);
        assertFalse(rest(fake).ends());
        assertFalse(Thread.currentThread().isInterrupted());
        FakeRequest large = new FakeRequest().body(new Silence(Duration.ofMillis(5001)), 3_000_000);
        rest(large).discard();
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(0, pulse.size());
    }

    private boolean ends(byte[] bytes, long declared) {
        return rest(new FakeRequest().body(bytes, declared)).ends();
    }

    private BodyRest rest(FakeRequest fake) {
        return new BodyRest(new BodySource(fake.request()), pulse, timeline);
    }

    /** Never sends; so much time is over as soon as somebody reads. */
    private final class Silence extends InputStream {
        private final Duration time;

        Silence(Duration time) {
            this.time = time;
        }

        @Override
        public int read() throws IOException {
            pulse.beat();
            assertFalse(Thread.currentThread().isInterrupted());
            now.addAndGet(time.toNanos());
            pulse.beat();
            assertTrue(Thread.currentThread().isInterrupted());
            throw new java.io.InterruptedIOException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
