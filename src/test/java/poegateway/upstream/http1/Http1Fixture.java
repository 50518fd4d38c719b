package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import poegateway.core.HeaderFields;
import poegateway.core.Ticker;
import poegateway.rig.Eventually;
import poegateway.upstream.http1.ScriptedServer.Script;

/** A server that follows a script, and a client of it, on time that stands still. */
abstract class Http1Fixture {
    static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    static final String ONE = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";
    static final Duration SOON = Duration.ofSeconds(10);

    final long[] now = {1};
    final Ticker ticker = new Ticker(() -> now[0]);
    final List<String> progress = new ArrayList<>();

    final CallProgress listener = new CallProgress() {
        @Override
        public void connecting() {
            progress.add("connecting");
        }

        @Override
        public void connected() {
            progress.add("connected");
        }

        @Override
        public void sent() {
            progress.add("sent");
        }
    };

    /** A server and a client of it. */
    record Pair(ScriptedServer server, Http1Client client) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    Pair plain(Script script) throws IOException {
        ScriptedServer server = ScriptedServer.plain(script);
        return new Pair(server, new Http1Client(server.origin(), Duration.ofSeconds(5), ticker));
    }

    Pair tls(Script script) throws IOException {
        ScriptedServer server = ScriptedServer.tls(CERTIFICATE, script);
        SSLSocketFactory sockets = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build()
                .sslSocketFactory();
        Origin origin = new Origin("127.0.0.1", server.port(), Optional.of(sockets), Optional.empty());
        return new Pair(server, new Http1Client(origin, Duration.ofSeconds(5), ticker));
    }

    Pair pair(boolean tls, Script script) throws IOException {
        return tls ? tls(script) : plain(script);
    }

    static Http1Request get() {
        return new Http1Request("GET", "/a?b=c", HeaderFields.of("accept", "x/y"), Optional.empty());
    }

    static Http1Request post(String body) {
        return new Http1Request("POST", "/p", HeaderFields.NONE, Optional.of(content(body, () -> {})));
    }

    static Http1Request.Content content(String body, Runnable beforeWriting) {
        return new Http1Request.Content() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                beforeWriting.run();
                out.write(body.getBytes(StandardCharsets.ISO_8859_1));
            }
        };
    }

    String ask(Pair pair) throws IOException {
        return ask(pair, get());
    }

    String ask(Pair pair, Http1Request request) throws IOException {
        try (Http1Response response = pair.client().newCall(request, listener).execute()) {
            return response.status() + " " + text(response);
        }
    }

    static String text(Http1Response response) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[1000];
        for (int read = response.read(buffer, 0, 1000); read >= 0; read = response.read(buffer, 0, 1000)) {
            text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    /** A body whose first part goes out before the rest is known. */
    static Http1Request.Content inTwoParts(String body, Runnable between) {
        return new Http1Request.Content() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
                out.write(bytes, 0, 20_000);
                between.run();
                out.write(bytes, 20_000, bytes.length - 20_000);
            }
        };
    }

    static CompletableFuture<Http1Response> executing(Http1Call call) {
        CompletableFuture<Http1Response> executing = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                executing.complete(call.execute());
            } catch (IOException | RuntimeException | Error failed) {
                executing.completeExceptionally(failed);
            }
        });
        return executing;
    }

    static void assertBroken(CompletableFuture<Http1Response> executing) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> executing.get(10, TimeUnit.SECONDS));
        assertInstanceOf(IOException.class, failed.getCause());
    }

    static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until what was sent over loopback is there: nobody can see that it is. */
    static void settle() {
        long until = System.nanoTime() + 20_000_000;
        Eventually.holds(SOON, () -> System.nanoTime() > until, () -> "time stands still");
    }
}
