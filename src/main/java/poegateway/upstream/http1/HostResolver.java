package poegateway.upstream.http1;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of one host by the system's resolver, whose calls cannot be interrupted and would hold the thread that
 * carries virtual threads. So each runs on a thread of its own, one at a time, and all who ask meanwhile share its answer.
 */
final class HostResolver {
    /** The system's resolver. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] lookup(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private @Nullable CompletableFuture<List<InetAddress>> underWay;

    HostResolver(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The addresses, best first.
     *
     * @throws UnknownHostException when the host has none
     * @throws IOException when the call is aborted meanwhile
     */
    List<InetAddress> resolve(String host, AbortHandle abort) throws IOException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return await(shared(host).copy(), abort);
        }
    }

    private static List<InetAddress> await(CompletableFuture<List<InetAddress>> answer, AbortHandle abort)
            throws IOException {
        abort.hold(() -> answer.cancel(false));
        try {
            return answer.get();
        } catch (CancellationException aborted) {
            throw new IOException("the call was aborted", aborted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException unknown ? unknown : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    private synchronized CompletableFuture<List<InetAddress>> shared(String host) {
        CompletableFuture<List<InetAddress>> running = underWay;
        if (running == null) {
            CompletableFuture<List<InetAddress>> begun = new CompletableFuture<>();
            underWay = begun;
            Thread.ofPlatform().daemon().name("poe-dns").start(() -> run(host, begun));
            running = begun;
        }
        return running;
    }

    private void run(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> found = List.of(lookup.lookup(host));
            over();
            answer.complete(found);
        } catch (IOException | RuntimeException | Error failed) {
            over();
            answer.completeExceptionally(failed);
        }
    }

    /** Before the answer is given, so that whoever asks after it asks anew. */
    private synchronized void over() {
        underWay = null;
    }
}
