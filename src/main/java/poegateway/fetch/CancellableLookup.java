package poegateway.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Finds the addresses of hosts on threads of their own: the system's resolver cannot be interrupted, and would hold the thread
 * that carries virtual threads.
 */
final class CancellableLookup {
    private final HostLookup lookup;

    CancellableLookup(HostLookup lookup) {
        this.lookup = lookup;
    }

    /** The addresses; an address that stands as it is is one. */
    List<InetAddress> lookup(String host, FetchAbort abort) throws IOException {
        try {
            return List.of(InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException name) {
            return await(begin(host), abort);
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("media-dns").start(() -> {
            try {
                answer.complete(List.of(lookup.lookup(host)));
            } catch (UnknownHostException | RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    private static List<InetAddress> await(CompletableFuture<List<InetAddress>> answer, FetchAbort abort)
            throws IOException {
        abort.stopBy(() -> answer.cancel(false));
        try {
            return answer.get();
        } catch (CancellationException aborted) {
            throw new IOException("the fetch was ended", aborted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException unknown ? unknown : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }
}
