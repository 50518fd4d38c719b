package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.rig.Eventually;

@Timeout(30)
class HostResolverTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    @Test
    void anAddressIsItsOwnAnswer() throws IOException {
        HostResolver resolver = new HostResolver(host -> {
            throw new AssertionError("nobody is to be asked");
        });
        assertEquals(List.of(ADDRESS), resolver.resolve("192.0.2.1", new AbortHandle()));
        assertEquals(List.of(InetAddress.ofLiteral("::1")), resolver.resolve("::1", new AbortHandle()));
    }

    @Test
    void aNameIsLookedUpOnAThreadThatCarriesNothingElse() throws IOException {
        Thread[] asked = new Thread[1];
        HostResolver resolver = new HostResolver(host -> {
            asked[0] = Thread.currentThread();
            return new InetAddress[] {ADDRESS};
        });
        assertEquals(List.of(ADDRESS), resolver.resolve("poe.example", new AbortHandle()));
        assertTrue(asked[0].isDaemon() && !asked[0].isVirtual());
    }

    @Test
    void aFailureIsToldAsItIsAndTheNextOneAsksAgain() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        UnknownHostException unknown = new UnknownHostException("poe.example");
        HostResolver resolver = new HostResolver(host -> {
            if (lookups.incrementAndGet() == 1) {
                throw unknown;
            }
            return new InetAddress[] {ADDRESS};
        });
        assertSame(unknown, assertThrows(IOException.class, () -> resolver.resolve("poe.example", new AbortHandle())));
        assertEquals(List.of(ADDRESS), resolver.resolve("poe.example", new AbortHandle()));
    }

    @Test
    void aResolverThatBreaksIsAFailureToConnect() {
        HostResolver resolver = new HostResolver(host -> {
            throw new IllegalStateException("broken");
        });
        IOException failed = assertThrows(IOException.class, () -> resolver.resolve("poe.example", new AbortHandle()));
        assertInstanceOf(IllegalStateException.class, failed.getCause());
    }

    @Test
    void whoAsksMeanwhileSharesTheAnswer() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        HostResolver resolver = new HostResolver(host -> {
            lookups.incrementAndGet();
            awaitQuietly(answer);
            return new InetAddress[] {ADDRESS};
        });
        CompletableFuture<List<InetAddress>> first = asking(resolver, new AbortHandle());
        CompletableFuture<List<InetAddress>> second = asking(resolver, new AbortHandle());
        AbortHandle leaving = new AbortHandle();
        CompletableFuture<List<InetAddress>> third = asking(resolver, leaving);
        Eventually.holds(Duration.ofSeconds(10), () -> lookups.get() == 1, () -> "nobody asked");
        leaving.abort();
        assertInstanceOf(
                IOException.class,
                assertThrows(ExecutionException.class, () -> third.get(10, TimeUnit.SECONDS))
                        .getCause());
        answer.countDown();
        assertEquals(List.of(ADDRESS), first.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(ADDRESS), second.get(10, TimeUnit.SECONDS));
        assertEquals(1, lookups.get());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HostResolver resolver = new HostResolver(host -> {
            awaitQuietly(never);
            return new InetAddress[0];
        });
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                resolver.resolve("poe.example", new AbortHandle());
            } catch (InterruptedIOException stopped) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException other) {
                interrupted.completeExceptionally(other);
            }
        });
        asking.interrupt();
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
        never.countDown();
    }

    private static CompletableFuture<List<InetAddress>> asking(HostResolver resolver, AbortHandle abort) {
        CompletableFuture<List<InetAddress>> asking = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                asking.complete(resolver.resolve("poe.example", abort));
            } catch (IOException failed) {
                asking.completeExceptionally(failed);
            }
        });
        return asking;
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
