package poegateway.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http2.StreamResetException;
import okio.BufferedSink;
import poegateway.core.HeaderFields;
import poegateway.upstream.http1.MalformedResponseException;

/**
 * Carries calls over HTTP/2, by OkHttp. Its own repeats, redirects and time-outs are off: it would send a POST twice by
 * itself, and time is kept elsewhere. It never speaks HTTP/1.1.
 */
final class Http2Client implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    /** No length that anybody means is longer, and none of these overflows. */
    private static final int LENGTH_DIGITS_MAX = 18;

    /** A refusal is worth its status whatever its lengths. */
    private static final int FIRST_ERROR = 400;

    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    /** One would do for a server that grants many streams; the others matter when a handshake hangs. */
    private static final int CALLS_CONNECTING_MAX = 8;

    /** How long a server that offered no HTTP/2, or refused it, is not asked for it again. */
    private static final Duration HTTP1_REMEMBERED = Duration.ofMinutes(10);

    private static final long NEVER = Long.MIN_VALUE;

    private final OkHttpClient client;
    private final LongSupplier nanoTime;
    private final ConnectLimit connects = new ConnectLimit(CALLS_CONNECTING_MAX);
    private volatile long http1SinceNanos = NEVER;

    /** {@code nanoTime} is monotonic; only differences mean anything. */
    Http2Client(
            Duration connectTimeout,
            Optional<TrustedAuthorities> trust,
            Optional<ForwardProxy> proxy,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(connectTimeout)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .pingInterval(PING_EVERY)
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .socketFactory(new NoDelaySockets())
                .connectionPool(IdlePool.create())
                .addNetworkInterceptor(Http2Client::onlyHttp2)
                .eventListenerFactory(Http2Client::listener);
        trust.ifPresent(given -> given.applyTo(builder));
        proxy.ifPresent(given -> given.applyTo(builder));
        this.client = builder.build();
    }

    /** The server does not offer HTTP/2; nothing was sent. */
    static final class NotOfferedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotOfferedException() {
            super("the server does not offer HTTP/2");
        }
    }

    /** How the client is set. */
    OkHttpClient client() {
        return client;
    }

    /** Whether the server speaks HTTP/2, as far as is known. */
    boolean isOffered() {
        long since = http1SinceNanos;
        return since == NEVER || nanoTime.getAsLong() - since >= HTTP1_REMEMBERED.toNanos();
    }

    /** Calls that look for a connection; 0 when nothing leaked. */
    int connecting() {
        return connects.calls();
    }

    /**
     * Sends the call and waits for the head of the reply.
     *
     * @throws NotOfferedException when the server speaks HTTP/1.1; that is remembered for a while
     */
    RawReply execute(HttpUrl url, PoeRequest call, HeaderFields headers, AttemptProgress attempt) throws IOException {
        connects.enter(attempt);
        attempt.onceConnected(connects::leave);
        try {
            if (!isOffered()) {
                throw new NotOfferedException(); // another call found out, while this one waited
            }
            return send(url, call, headers, attempt);
        } catch (NotOfferedException http1Only) {
            http1SinceNanos = nanoTime.getAsLong();
            throw http1Only;
        } catch (StreamResetException reset) {
            if (TransportFailures.wantsHttp1(reset)) {
                http1SinceNanos = nanoTime.getAsLong();
            }
            throw reset;
        } finally {
            attempt.connectEnds();
        }
    }

    private RawReply send(HttpUrl url, PoeRequest call, HeaderFields headers, AttemptProgress attempt)
            throws IOException {
        Request.Builder request = new Request.Builder().url(url).tag(AttemptProgress.class, attempt);
        headers.forEach(request::addHeader); // each once: to set them would look for each among all
        request.method(
                call.address().method(), call.body().map(Http2Client::once).orElse(null));
        okhttp3.Call sent = client.newCall(request.build());
        attempt.stoppedBy(sent::cancel);
        try {
            return checked(sent, sent.execute());
        } catch (AttemptProgress.CancelledException cancelled) {
            throw new IOException("cancelled before TLS", cancelled);
        }
    }

    private RawReply checked(okhttp3.Call sent, Response response) throws IOException {
        boolean handedOver = false;
        try {
            if (response.code() < FIRST_ERROR && !hasOneLengthAtMost(response)) {
                throw new MalformedResponseException("its Content-Length is not a length");
            }
            RawReply reply = new OkHttpReply(sent, response, connects::streamEnded);
            handedOver = true;
            return reply;
        } finally {
            if (!handedOver) {
                sent.cancel();
                response.close();
            }
        }
    }

    private static boolean hasOneLengthAtMost(Response response) {
        String told = null;
        Headers headers = response.headers();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase("content-length")) {
                String length = headers.value(i);
                if (!isLength(length) || (told != null && !told.equals(length))) {
                    return false;
                }
                told = length;
            }
        }
        return true;
    }

    private static boolean isLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LENGTH_DIGITS_MAX;
    }

    /** Closes idle connections; calls under way go on. */
    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** Runs when there is a connection and nothing was written to it. */
    private static Response onlyHttp2(Interceptor.Chain chain) throws IOException {
        okhttp3.Connection connection = chain.connection();
        if (connection == null || connection.protocol() != Protocol.HTTP_2) {
            throw new NotOfferedException();
        }
        Response response = chain.proceed(chain.request());
        return response.newBuilder().body(new UntypedBody(response.body())).build();
    }

    static RequestBody once(PoeRequestBody body) {
        MediaType type = body.contentType().equals("application/json") ? JSON : MediaType.get(body.contentType());
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return type;
            }

            @Override
            public long contentLength() {
                return body.length();
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                body.writeTo(sink.outputStream());
            }
        };
    }

    private static EventListener listener(okhttp3.Call call) {
        AttemptProgress attempt = call.request().tag(AttemptProgress.class);
        return attempt == null ? EventListener.NONE : attempt;
    }
}
