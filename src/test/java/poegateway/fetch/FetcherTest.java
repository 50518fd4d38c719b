package poegateway.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.GatewayConfig;
import poegateway.core.Cancellation;
import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.simulator.answer.SamplePicture;

@Timeout(20)
class FetcherTest {
    private static final byte[] PICTURE = SamplePicture.png("a cat");
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

    @Test
    void aPictureIsFetchedWhole() {
        cdn.answers("200 OK\nContent-Type: image/png\nContent-Length: " + PICTURE.length, PICTURE);
        FetchedMedia media = fetch("/base/image/0?w=1");
        assertArrayEquals(PICTURE, media.bytes());
        assertEquals(MediaFormat.PNG, media.format());
        assertEquals(List.of("GET /base/image/0?w=1 HTTP/1.1"), cdn.asked());
    }

    @Test
    void aPictureOfUnknownLengthIsFetchedToItsEnd() {
        cdn.answers("200 OK", PICTURE);
        assertArrayEquals(PICTURE, fetch("/p").bytes());
    }

    @Test
    void whatIsNoPictureIsNoneWhateverItIsCalled() {
        byte[] page = "<html>Sign in, please</html>".getBytes(StandardCharsets.US_ASCII);
        cdn.answers("200 OK\nContent-Type: image/png", page);
        assertEquals("what its host sent is no PNG, JPEG, WebP or GIF", refusal("/p"));
        cdn.answers("200 OK\nContent-Type: image/png", Arrays.copyOf(PICTURE, 5));
        assertEquals("what its host sent is no PNG, JPEG, WebP or GIF", refusal("/p"));
    }

    @Test
    void anEndlessPictureEndsAtTheLimit() {
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(PICTURE);
            while (true) {
                out.write(PICTURE);
            }
        });
        assertEquals("it is larger than media.fetch-limit, 65536 bytes", refusal("/p"));
    }

    @Test
    void aPictureThatIsAnnouncedTooLargeIsNotRead() {
        cdn.answers("200 OK\nContent-Length: 65537", PICTURE);
        assertEquals("it is larger than media.fetch-limit, 65536 bytes", refusal("/p"));
    }

    @Test
    void anotherHostIsNotFollowed() throws IOException {
        try (HostilePictures other = new HostilePictures()) {
            cdn.answers("302 Found\nLocation: " + other.address() + "/p\nContent-Length: 0", new byte[0]);
            assertEquals("its host leads to another one, which is not followed", refusal("/p"));
            assertEquals(List.of(), other.asked());
        }
    }

    @Test
    void aRedirectAtTheSameHostIsFollowedButNotForEver() {
        cdn.answers(out -> {
            if (cdn.asked().size() == 1) {
                out.write(HostilePictures.head("302 Found\nLocation: /q\nContent-Length: 0"));
            } else {
                out.write(HostilePictures.head("200 OK"));
                out.write(PICTURE);
            }
        });
        assertArrayEquals(PICTURE, fetch("/p").bytes());
        cdn.answers("302 Found\nLocation: /q\nContent-Length: 0", new byte[0]);
        assertEquals("its host leads on and on to other addresses", refusal("/p"));
    }

    @Test
    void nothingIsNoPicture() {
        cdn.answers("200 OK\nContent-Length: 0", new byte[0]);
        assertEquals("it is empty", refusal("/p"));
        cdn.answers(out -> {});
        assertEquals("the connection to its host broke before all of it was there", refusal("/p"));
    }

    @Test
    void aLengthThatLiesIsSeenEitherWay() {
        cdn.answers("200 OK\nContent-Length: " + (PICTURE.length + 1), PICTURE);
        assertEquals("the connection to its host broke before all of it was there", refusal("/p"));
        cdn.answers("200 OK\nContent-Length: " + (PICTURE.length - 20), PICTURE);
        assertEquals("its end is missing", refusal("/p"));
    }

    @Test
    void anErrorIsNamedByItsStatus() {
        cdn.answers("403 Forbidden\nContent-Length: 0", new byte[0]);
        assertEquals("its host answered with status 403", refusal("/p"));
        cdn.answers("206 Partial Content", PICTURE);
        assertEquals("its host answered with status 206", refusal("/p"));
        cdn.answers("302 Found\nContent-Length: 0", new byte[0]);
        assertEquals("its host answered with status 302", refusal("/p"));
    }

    @Test
    void whatIsPackedIsNotUnpacked() {
        cdn.answers("200 OK\nContent-Encoding: gzip", PICTURE);
        assertEquals("its host sent it in an encoding that nobody asked for", refusal("/p"));
    }

    @Test
    void aHostThatFallsSilentIsLeftAfterAWhile() {
        CountDownLatch begun = new CountDownLatch(1);
        cdn.answers(out -> {
            out.write(HostilePictures.head("200 OK"));
            out.write(PICTURE, 0, 20);
            out.flush();
            begun.countDown();
            hang();
        });
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> refusal("/p"));
        await(begun);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        ticker.tick();
        assertEquals("it did not come in time (media.fetch-timeout)", refusal.join());
    }

    @Test
    void aResolverThatFallsSilentIsLeftAfterAWhile() {
        CountDownLatch asked = new CountDownLatch(1);
        Fetcher fetcher = fetcher(host -> {
            asked.countDown();
            hang();
            throw new UnknownHostException(host);
        });
        CompletableFuture<String> refusal =
                CompletableFuture.supplyAsync(() -> refusal(fetcher, "https://cdn.example.com/p"));
        await(asked);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        ticker.tick();
        assertEquals("it did not come in time (media.fetch-timeout)", refusal.join());
    }

    @Test
    void aCallerWhoLeavesEndsTheFetch() {
        CountDownLatch begun = new CountDownLatch(1);
        cdn.answers(out -> {
            begun.countDown();
            hang();
        });
        CompletableFuture<FailureException> failed =
                CompletableFuture.supplyAsync(() -> assertThrows(FailureException.class, () -> fetch("/p")));
        await(begun);
        cancellation.cancel(new ClientFailure.CallerGone());
        assertInstanceOf(ClientFailure.CallerGone.class, failed.join().failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "ff02::1"
            })
    void aNameThatLeadsToAnAddressThatIsNotPublicIsNotConnectedTo(String address) {
        Fetcher fetcher = fetcher(host -> new InetAddress[] {InetAddress.ofLiteral(address)});
        assertEquals(
                "the name of its host leads to an address that is not public",
                refusal(fetcher, "https://cdn.example.com/p"));
    }

    @Test
    void oneAddressThatIsNotPublicIsEnough() {
        Fetcher fetcher = fetcher(
                host -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1")});
        assertEquals(
                "the name of its host leads to an address that is not public",
                refusal(fetcher, "https://cdn.example.com/p"));
    }

    @Test
    void publicAddressesAreThose() {
        for (String address : List.of("8.8.8.8", "151.101.1.1", "2606:4700::1", "172.32.0.1", "100.128.0.1")) {
            assertTrue(PublicAddresses.contain(InetAddress.ofLiteral(address)), address);
        }
    }

    @Test
    void aNameThatIsNotThereIsSaidSo() {
        Fetcher fetcher = fetcher(host -> {
            throw new UnknownHostException(host);
        });
        assertEquals("the name of its host was not found (DNS)", refusal(fetcher, "https://cdn.example.com/p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example.com/p",
                "https://example.com/p",
                "https://cdn.example.com.evil.test/p",
                "https://evilcdn.example.com/p",
                "https://user@cdn.example.com/p",
                "https://127.0.0.1/p",
                "https://[::1]/p",
                "file:///etc/passwd",
                "ftp://cdn.example.com/p"
            })
    void whatIsNotAllowedIsNotLookedFor(String link) {
        Fetcher fetcher = fetcher(host -> {
            throw new AssertionError("looked for " + host);
        });
        assertFalse(fetcher.mayFetch(link));
        assertEquals(
                "its host is not among media.hosts, from which alone media are fetched, by https",
                refusal(fetcher, link));
    }

    @Test
    void namesBelowAHostAreAllowedWhereTheListSaysSo() {
        AllowedHosts hosts = new AllowedHosts(List.of("*.poecdn.net"), Optional.empty());
        assertTrue(hosts.allow(URI.create("https://pfst.cf2.poecdn.net/base")));
        assertTrue(hosts.allow(URI.create("https://PFST.poecdn.net/base")));
        assertFalse(hosts.allow(URI.create("https://poecdn.net/base")));
        assertFalse(hosts.allow(URI.create("https://notpoecdn.net/base")));
    }

    @Test
    void aPoeElsewhereIsNoExceptionFromTheRule() {
        assertEquals(
                Optional.empty(),
                AllowedHosts.of(List.of(), URI.create("https://api.poe.com/v1")).own());
        assertEquals(
                Optional.empty(),
                AllowedHosts.of(List.of(), URI.create("http://10.0.0.1/v1")).own());
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    private FetchedMedia fetch(String path) {
        return fetcher(host -> {
                    throw new AssertionError("looked for " + host);
                })
                .fetch(cdn.address() + path, timeline, MemoryLease.UNCOUNTED);
    }

    private String refusal(String path) {
        return reason(assertThrows(FailureException.class, () -> fetch(path)));
    }

    private String refusal(Fetcher fetcher, String link) {
        return reason(assertThrows(FailureException.class, () -> fetcher.fetch(link, timeline, MemoryLease.UNCOUNTED)));
    }

    private static String reason(FailureException failed) {
        return assertInstanceOf(ReplyFailure.FetchFailed.class, failed.failure())
                .reason();
    }

    private Fetcher fetcher(HostLookup lookup) {
        return new Fetcher(
                AllowedHosts.of(List.of("cdn.example.com"), cdn.address()),
                LIMIT,
                Optional.empty(),
                link -> Optional.empty(),
                lookup);
    }
}
