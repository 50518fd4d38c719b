package poegateway.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.Pulse;

/**
 * Carries calls to Poe over OkHttp, HTTP/2 where Poe offers it. OkHttp's own repeats, redirects and time-outs are off: it
 * would send a POST twice by itself, and time is the timeline's.
 */
public final class HttpUpstream implements Upstream, AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String USER_AGENT = "poe-gateway";
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    private final OkHttpClient client;
    private final HttpUrl base;
    private final Map<Address, HttpUrl> urls;
    private final Faults faults;
    private final UnreadBound unreadBound;
    private final Pulse.Seat unreadSeat;

    public HttpUpstream(
            URI baseUrl, UpstreamConfig limits, Optional<Trust> trust, Optional<ForwardProxy> proxy, Pulse pulse) {
        this.base = HttpUrl.get(baseUrl.toString());
        this.urls = urls(base);
        this.faults = new Faults(base.host() + ":" + base.port(), proxy, limits.connectTimeout());
        this.unreadBound = new UnreadBound(limits.unreadBytes().bytes());
        this.unreadSeat = pulse.joinPermanently(unreadBound);
        this.client = client(limits, trust, proxy);
    }

    @Override
    public PoeReply send(Call call) {
        Attempt attempt = new Attempt(call.timeline());
        okhttp3.Call sent = client.newCall(request(call, attempt));
        Cancellation.Registration onCancel = call.cancellation().onCancel(sent::cancel);
        boolean handedOver = false;
        try {
            Response response = execute(call, sent, attempt);
            OkReply reply = new OkReply(sent, response, call.cancellation(), onCancel, faults, unreadBound);
            handedOver = true;
            return reply;
        } catch (IOException broken) {
            throw new FailureException(reason(broken, attempt, call.cancellation()), broken);
        } finally {
            if (!handedOver) {
                onCancel.close();
            }
        }
    }

    /** Replies whose head came and which nobody closed yet; 0 when nothing leaked. */
    public int openReplies() {
        return unreadBound.openReplies();
    }

    /** Bytes of HTTP/2 replies that lie in memory, over all replies. */
    public long unreadBytes() {
        return unreadBound.unreadBytes();
    }

    /** Closes idle connections; replies that are open stay so. */
    @Override
    public void close() {
        unreadSeat.close();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** OkHttp bounds TCP and TLS apart, DNS not at all: the phase holds for the three together. */
    private Response execute(Call call, okhttp3.Call sent, Attempt attempt) throws IOException {
        call.timeline().connect(late -> attempt.abort(faults.connectTimedOut(), sent));
        return sent.execute();
    }

    private Failure reason(IOException broken, Attempt attempt, Cancellation cancellation) {
        Failure cancelled = cancellation.reason();
        if (cancelled != null) {
            return cancelled;
        }
        Failure aborted = attempt.abortReason();
        return aborted != null ? aborted : faults.beforeHead(broken, attempt.phase());
    }

    private Request request(Call call, Attempt attempt) {
        Request.Builder request = new Request.Builder()
                .url(urls.getOrDefault(call.address(), base))
                .header("accept-encoding", "identity")
                .header("user-agent", USER_AGENT)
                .tag(Attempt.class, attempt);
        call.headers().forEach(request::header);
        call.key().ifPresent(secret -> request.header("authorization", "Bearer " + secret.reveal()));
        return request.method(
                        call.address().method(),
                        call.body().map(HttpUpstream::once).orElse(null))
                .build();
    }

    private static Map<Address, HttpUrl> urls(HttpUrl base) {
        Map<Address, HttpUrl> urls = new EnumMap<>(Address.class);
        for (Address address : Address.values()) {
            String path = address.path().substring(1);
            urls.put(address, base.newBuilder().addPathSegments(path).build());
        }
        return urls;
    }

    private static @Nullable RequestBody once(Body body) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return JSON;
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

    private static OkHttpClient client(UpstreamConfig limits, Optional<Trust> trust, Optional<ForwardProxy> proxy) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(limits.connectTimeout())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .pingInterval(PING_EVERY)
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .socketFactory(new FlushBeforeWait())
                .connectionPool(KeptConnections.create())
                .eventListenerFactory(HttpUpstream::listener);
        trust.ifPresent(given -> given.applyTo(client));
        proxy.ifPresent(given -> given.applyTo(client));
        return client.build();
    }

    private static okhttp3.EventListener listener(okhttp3.Call call) {
        Attempt attempt = call.request().tag(Attempt.class);
        return attempt == null ? okhttp3.EventListener.NONE : attempt;
    }
}
