package poegateway.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.config.GatewayConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.answer.SampleSound;

@Timeout(20)
class MediaStreamTest {
    private static final byte[] WAV = SampleSound.of("wav", "a cat");
    private static final int LIMIT = 64 * 1024;

    private final HostilePictures cdn = new HostilePictures();
    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), cancellation);

    @AfterEach
    void nothingIsLeft() {
        assertEquals(RequestPhase.WORKING, timeline.phase());
        timeline.close();
        assertEquals(0, ticker.size());
        cdn.close();
    }

    @ParameterizedTest
    @CsvSource({"mp3,MP3", "wav,WAV", "ogg,OGG", "flac,FLAC"})
    void soundComesAsItIs(String format, MediaFormat expected) {
        byte[] sound = SampleSound.of(format, "a cat");
        cdn.answers("200 OK\nContent-Type: text/html\nContent-Length: " + sound.length, sound);
        try (MediaStream stream = open()) {
            assertEquals(expected, stream.format());
            assertEquals(OptionalLong.of(sound.length), stream.length());
            assertArrayEquals(sound, rest(stream));
        }
    }

    @Test
    void theBeginningIsThereBeforeTheRest() {
        CountDownLatch seen = new CountDownLatch(1);
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(WAV, 0, 100);
            out.flush();
            await(seen);
            out.write(WAV, 100, WAV.length - 100);
        });
        try (MediaStream stream = open()) {
            assertEquals(OptionalLong.empty(), stream.length());
            assertTrue(stream.read(new byte[8192]) > 0);
            seen.countDown();
            rest(stream);
        }
    }

    @Test
    void whatIsNoSoundIsNone() {
        byte[] picture = SamplePicture.png("a cat");
        cdn.answers("200 OK\nContent-Type: audio/mpeg\nContent-Length: " + picture.length, picture);
        assertEquals("what its host sent is no MP3, WAV, Ogg, FLAC, AAC or M4A", refusal());
        cdn.answers("200 OK\nContent-Type: audio/mpeg\nContent-Length: 0", new byte[0]);
        assertEquals("it is empty", refusal());
        cdn.answers("403 Forbidden\nContent-Type: audio/mpeg\nContent-Length: 0", new byte[0]);
        assertEquals("its host answered with status 403", refusal());
        cdn.answers("200 OK\nContent-Length: 65537", WAV);
        assertEquals("it is larger than media.fetch-limit, 65536 bytes", refusal());
    }

    @Test
    void anEndlessSoundEndsAtTheLimit() {
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(WAV);
            while (true) {
                out.write(WAV);
            }
        });
        assertEquals("it is larger than media.fetch-limit, 65536 bytes", reading());
    }

    @Test
    void aLengthThatLiesIsNoticed() {
        cdn.answers("200 OK\nContent-Length: " + (WAV.length + 1), WAV);
        assertEquals("the connection to its host broke before all of it was there", reading());
        cdn.answers("200 OK\nContent-Length: 1000", Arrays.copyOf(WAV, 1000));
        assertEquals("its end is missing", reading());
    }

    @Test
    void aHostThatDripsIsLeftOnceItHasHadItsTime() {
        CountDownLatch begun = new CountDownLatch(1);
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(WAV, 0, 100);
            out.flush();
            await(begun);
            while (timeline.phase() != RequestPhase.FETCHING_MEDIA) {
                Thread.onSpinWait();
            }
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            out.write(WAV, 100, 100);
        });
        try (MediaStream stream = open()) {
            assertTrue(stream.read(new byte[1000]) > 0);
            assertTrue(stream.read(new byte[1000]) > 0);
            begun.countDown();
            assertEquals(
                    "it did not come in time (media.fetch-timeout)",
                    reason(assertThrows(FailureException.class, () -> rest(stream))));
        }
    }

    @Test
    void theTimeOfASlowCallerIsNotThatOfTheHost() {
        cdn.answers("200 OK", WAV);
        try (MediaStream stream = open()) {
            assertTrue(stream.read(new byte[100]) > 0);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            assertTrue(stream.read(new byte[100]) > 0);
        }
    }

    @Test
    void aCallerWhoLeavesEndsIt() {
        CountDownLatch left = new CountDownLatch(1);
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(WAV, 0, 100);
            out.flush();
            await(left);
        });
        try (MediaStream stream = open()) {
            assertTrue(stream.read(new byte[100]) > 0);
            cancellation.cancel(new ClientFailure.CallerGone());
            FailureException ended = assertThrows(FailureException.class, () -> rest(stream));
            assertInstanceOf(ClientFailure.CallerGone.class, ended.failure());
        } finally {
            left.countDown();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    private static byte[] rest(MediaStream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }

    private MediaStream open() {
        Fetcher fetcher = new Fetcher(
                AllowedHosts.of(List.of(), cdn.address()),
                LIMIT,
                Optional.empty(),
                link -> Optional.empty(),
                host -> new InetAddress[0]);
        return fetcher.open(cdn.address() + "/s", MediaFormat.Kind.SOUND, timeline);
    }

    private String refusal() {
        return reason(assertThrows(FailureException.class, () -> open().close()));
    }

    private String reading() {
        try (MediaStream stream = open()) {
            return reason(assertThrows(FailureException.class, () -> rest(stream)));
        }
    }

    private static String reason(FailureException failed) {
        return assertInstanceOf(ReplyFailure.FetchFailed.class, failed.failure())
                .reason();
    }
}
