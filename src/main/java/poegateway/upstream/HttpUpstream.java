package poegateway.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import poegateway.config.PoeAddresses;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.upstream.http1.Http1Call;
import poegateway.upstream.http1.Http1Client;
import poegateway.upstream.http1.Http1Request;
import poegateway.upstream.http1.InProcessPeer;
import poegateway.upstream.http1.Origin;

/** Carries calls to one server: over HTTP/2 where it offers that by TLS, else over HTTP/1.1. */
public final class HttpUpstream implements Upstream, AutoCloseable {
    private static final String USER_AGENT = "poe-gateway";
    /** Those with ids in their paths are built each time once that many are known. */
    private static final int URLS_KEPT_MAX = 64;

    private final PoeAddresses addresses;
    private final Map<PoeEndpoint, HttpUrl> urls = new ConcurrentHashMap<>();
    private final TransportFailures transportFailures;
    private final UnreadLimit unreadLimit;
    private final Ticker.Registration registration;
    private final Http1Client http1;
    private final Optional<Http2Client> http2;

    /** For a Poe that has all its parts at one server; {@code baseUrl} is that of its OpenAI-compatible interface. */
    HttpUpstream(
            URI baseUrl,
            UpstreamConfig limits,
            Optional<TrustedAuthorities> trust,
            Optional<ForwardProxy> proxy,
            Ticker ticker) {
        this(baseUrl, PoeAddresses.at(baseUrl), limits, trust, proxy, ticker);
    }

    /**
     * A client of one server.
     *
     * @param server any address there
     * @param addresses of those parts of Poe that the server has; calls for others must not come here
     */
    public HttpUpstream(
            URI server,
            PoeAddresses addresses,
            UpstreamConfig limits,
            Optional<TrustedAuthorities> trust,
            Optional<ForwardProxy> proxy,
            Ticker ticker) {
        this(HttpUrl.get(server.toString()), addresses, limits, new Way(trust, proxy, Optional.empty()), ticker);
    }

    /** How the server is reached. */
    private record Way(
            Optional<TrustedAuthorities> trust, Optional<ForwardProxy> proxy, Optional<InProcessPeer> inProcess) {
        Origin origin(HttpUrl url) {
            return inProcess
                    .map(peer -> Origin.of(url.host(), url.port(), peer))
                    .orElseGet(() -> new Origin(url.host(), url.port(), tls(url), proxy.map(ForwardProxy::address)));
        }

        private Optional<SSLSocketFactory> tls(HttpUrl url) {
            return url.isHttps() ? Optional.of(TrustedAuthorities.sockets(trust)) : Optional.empty();
        }
    }

    private HttpUpstream(HttpUrl url, PoeAddresses addresses, UpstreamConfig limits, Way way, Ticker ticker) {
        this.addresses = addresses;
        this.transportFailures =
                new TransportFailures(url.host() + ":" + url.port(), way.proxy, limits.connectTimeout());
        this.unreadLimit = new UnreadLimit(limits.unreadBytes().bytes());
        this.http1 = new Http1Client(way.origin(url), limits.connectTimeout(), ticker);
        this.http2 = url.isHttps()
                ? Optional.of(new Http2Client(limits.connectTimeout(), way.trust, way.proxy, ticker::nanoTime))
                : Optional.empty();
        this.registration = ticker.registerPermanently(this::tick);
    }

    /** A client of a server in this process; {@code server} is a plain HTTP address that nothing is connected to. */
    public static HttpUpstream inProcess(
            URI server, PoeAddresses addresses, UpstreamConfig limits, InProcessPeer peer, Ticker ticker) {
        Way way = new Way(Optional.empty(), Optional.empty(), Optional.of(peer));
        return new HttpUpstream(HttpUrl.get(server.toString()), addresses, limits, way, ticker);
    }

    @Override
    public PoeReply send(PoeRequest call) {
        AttemptProgress attempt = new AttemptProgress(call.timeline());
        Cancellation.Registration onCancel = call.cancellation().onCancel(attempt::cancel);
        RawReply wire = null;
        boolean handedOver = false;
        try {
            wire = execute(call, attempt);
            PoeReply reply = new UpstreamReply(wire, call.cancellation(), onCancel, transportFailures, unreadLimit);
            handedOver = true;
            return reply;
        } catch (IOException broken) {
            throw new FailureException(reason(broken, attempt, call.cancellation()), broken);
        } finally {
            if (!handedOver) {
                abandon(onCancel, wire);
            }
        }
    }

    private static void abandon(Cancellation.Registration onCancel, @Nullable RawReply wire) {
        onCancel.close();
        if (wire != null) {
            wire.close();
        }
    }

    /** Replies whose head came and which nobody closed yet; 0 when nothing leaked. */
    public int openReplies() {
        return unreadLimit.openReplies();
    }

    /** Calls that look for an HTTP/2 connection; 0 when nothing leaked. */
    int connecting() {
        return http2.map(Http2Client::connecting).orElse(0);
    }

    /** Bytes of HTTP/2 replies that lie in memory, over all replies. */
    public long unreadBytes() {
        return unreadLimit.unreadBytes();
    }

    /** Closes idle connections; replies that are open stay so. */
    @Override
    public void close() {
        registration.close();
        http1.close();
        http2.ifPresent(Http2Client::close);
    }

    private void tick(long nowNanos) {
        unreadLimit.tick(nowNanos);
        http1.tick(nowNanos);
    }

    /** The limit of the phase holds for DNS, the proxy, TCP and TLS together. */
    private RawReply execute(PoeRequest call, AttemptProgress attempt) throws IOException {
        call.timeline().connect(late -> attempt.abort(transportFailures.connectTimedOut()));
        return overEither(call, attempt);
    }

    private RawReply overEither(PoeRequest call, AttemptProgress attempt) throws IOException {
        HttpUrl url = url(call.address());
        HeaderFields headers = headers(call);
        if (http2.isPresent() && http2.get().isOffered()) {
            try {
                return http2.get().execute(url, call, headers, attempt);
            } catch (Http2Client.NotOfferedException http1Only) {
                attempt.connecting();
            }
        }
        return overHttp1(url, call, headers, attempt);
    }

    private RawReply overHttp1(HttpUrl url, PoeRequest call, HeaderFields headers, AttemptProgress attempt)
            throws IOException {
        String query = url.encodedQuery();
        String target = query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
        Http1Request request = new Http1Request(
                call.address().method(), target, headers, call.body().map(HttpUpstream::content));
        Http1Call sent = http1.newCall(request, attempt);
        attempt.stoppedBy(sent::cancel);
        return new Http1Reply(sent.execute());
    }

    private Failure reason(IOException broken, AttemptProgress attempt, Cancellation cancellation) {
        Failure cancelled = cancellation.reason();
        if (cancelled != null) {
            return cancelled;
        }
        Failure aborted = attempt.abortReason();
        return aborted != null ? aborted : transportFailures.beforeHead(broken, attempt.phase());
    }

    private static HeaderFields headers(PoeRequest call) {
        HeaderFields.Builder headers = HeaderFields.builder()
                .put("accept-encoding", "identity")
                .put("user-agent", USER_AGENT)
                .putAll(call.headers());
        call.key()
                .ifPresent(secret ->
                        headers.put("authorization", call.address().key().header(secret.reveal())));
        call.body().ifPresent(body -> headers.put("content-type", body.contentType()));
        return headers.build();
    }

    private static Http1Request.Content content(PoeRequestBody body) {
        return new Http1Request.Content() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(java.io.OutputStream out) throws IOException {
                body.writeTo(out);
            }
        };
    }

    /** Most endpoints are asked again and again, and to build an address costs a microsecond. */
    private HttpUrl url(PoeEndpoint address) {
        HttpUrl known = urls.get(address);
        if (known != null) {
            return known;
        }
        HttpUrl built = build(address);
        if (urls.size() < URLS_KEPT_MAX) {
            urls.put(address, built);
        }
        return built;
    }

    /** The path of an endpoint is encoded already, for it may hold names of any characters. */
    private HttpUrl build(PoeEndpoint address) {
        String path = address.path();
        int query = path.indexOf('?');
        return HttpUrl.get(address.base().of(addresses).toString())
                .newBuilder()
                .addEncodedPathSegments(path.substring(1, query < 0 ? path.length() : query))
                .encodedQuery(query < 0 ? null : path.substring(query + 1))
                .build();
    }
}
