package poegateway.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.TrustedAuthorities;

/**
 * Fetches what models made. It connects to allowed hosts alone, and there to addresses of the public internet alone: the
 * address that was checked is the one that is connected to. It sends neither keys nor anything of the caller's.
 */
public final class Fetcher {
    private static final int REDIRECTS_MAX = 3;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_ERROR = 400;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_PART = 416;

    private final AllowedHosts hosts;
    private final long limitBytes;
    private final SingleUseClient client;
    private final Function<URI, Optional<ForwardProxy>> proxy;
    private final CancellableLookup lookup;
    private final Optional<SocketFactory> own;

    /**
     * A fetcher.
     *
     * @param limitBytes most bytes of one medium
     * @param trust who is believed, beside the system's authorities
     * @param proxy that is asked for connections to an address
     * @param lookup finds the addresses of hosts
     */
    public Fetcher(
            AllowedHosts hosts,
            long limitBytes,
            Optional<TrustedAuthorities> trust,
            Function<URI, Optional<ForwardProxy>> proxy,
            HostLookup lookup) {
        this(hosts, limitBytes, trust, proxy, lookup, Optional.empty());
    }

    /**
     * One for a Poe that is in this process.
     *
     * @param own makes connections to it, in the place of the address of {@link AllowedHosts#own}
     */
    public Fetcher(
            AllowedHosts hosts,
            long limitBytes,
            Optional<TrustedAuthorities> trust,
            Function<URI, Optional<ForwardProxy>> proxy,
            HostLookup lookup,
            Optional<SocketFactory> own) {
        this.own = own;
        this.hosts = hosts;
        this.limitBytes = limitBytes;
        this.proxy = proxy;
        this.lookup = new CancellableLookup(lookup);
        this.client = new SingleUseClient(trust);
    }

    /** Whether a medium may be fetched from there. */
    public boolean mayFetch(String link) {
        return address(link).filter(hosts::allow).isPresent();
    }

    /**
     * Fetches a picture.
     *
     * @param link as a model's reply names it
     * @param timeline limits the time it takes
     * @param memory pays for what is fetched
     * @throws FailureException with {@link poegateway.core.failure.ReplyFailure.FetchFailed} when it cannot be had, or with the reason for which the
     *     request is cancelled meanwhile
     */
    public FetchedMedia fetch(String link, RequestTimeline timeline, MemoryLease memory) {
        try (MediaConnection connection = new MediaConnection(link, MediaFormat.Kind.PICTURE, timeline)) {
            return connection.reading(() -> {
                try (Response response = follow(link, MediaFormat.Kind.PICTURE, Optional.empty(), connection.abort())) {
                    return read(response, memory);
                }
            });
        }
    }

    /**
     * Begins to fetch a medium that is handed on as it comes.
     *
     * @param link as a model's reply names it
     * @param kind that it must be
     * @param timeline limits the time it takes
     * @return its beginning is there, and says that it is of that kind; must be closed
     * @throws FailureException as {@link #fetch}
     */
    public MediaStream open(String link, MediaFormat.Kind kind, RequestTimeline timeline) {
        return open(link, new Wanted(kind, limitBytes, Optional.empty()), timeline);
    }

    /**
     * What is wanted of a medium.
     *
     * @param kind that it must be
     * @param limitBytes most bytes of it
     * @param range a header {@code Range} that asks for one part; the whole may come all the same
     */
    public record Wanted(MediaFormat.Kind kind, long limitBytes, Optional<String> range) {}

    /**
     * The same for a medium of any length, or for a part of it.
     *
     * @throws FailureException as {@link #fetch}; or with {@link poegateway.core.failure.FileFailure.RangeNotSatisfiable}
     */
    public MediaStream open(String link, Wanted wanted, RequestTimeline timeline) {
        MediaFormat.Kind kind = wanted.kind;
        MediaConnection connection = new MediaConnection(link, kind, timeline);
        try {
            return connection.reading(() -> {
                Response response = follow(link, kind, wanted.range, connection.abort());
                connection.closing(response);
                return begun(response, wanted, connection);
            });
        } catch (RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    private static MediaStream begun(Response response, Wanted wanted, MediaConnection connection) throws IOException {
        boolean part = wanted.range.isPresent() && response.code() == PARTIAL;
        if (wanted.range.isPresent() && response.code() == NO_SUCH_PART) {
            throw new FailureException(
                    new FileFailure.RangeNotSatisfiable(MediaPart.totalOf(response.header("content-range"))));
        }
        refuseUnfit(response, part ? PARTIAL : OK);
        MediaStream.Expected expected = new MediaStream.Expected(wanted.kind, wanted.limitBytes);
        return part
                ? MediaStream.part(response, wanted.range.get(), expected, connection)
                : MediaStream.begun(response, expected, connection);
    }

    private Response follow(String link, MediaFormat.Kind kind, Optional<String> range, FetchAbort abort)
            throws IOException {
        URI at = address(link).orElseThrow(() -> new RefusedFetchException("its link is no address of a host"));
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            Response response = open(at, kind, range, abort);
            if (response.code() < FIRST_REDIRECT || response.code() >= FIRST_ERROR) {
                return response;
            }
            try (response) {
                at = redirected(at, response);
            }
        }
        throw new RefusedFetchException("its host leads on and on to other addresses");
    }

    private static URI redirected(URI from, Response response) throws RefusedFetchException {
        URI to = Optional.ofNullable(response.header("location"))
                .flatMap(Fetcher::address)
                .map(from::resolve)
                .orElseThrow(() -> new RefusedFetchException("its host answered with status " + response.code()));
        boolean same = from.getScheme().equals(to.getScheme())
                && from.getRawAuthority().equals(to.getRawAuthority());
        if (!same) {
            throw new RefusedFetchException("its host leads to another one, which is not followed");
        }
        return to;
    }

    private Response open(URI at, MediaFormat.Kind kind, Optional<String> range, FetchAbort abort) throws IOException {
        if (!hosts.allow(at)) {
            throw new RefusedFetchException(
                    "its host is not among media.hosts, from which alone media are fetched, by https");
        }
        OkHttpClient.Builder once = client.forOneCall();
        leadThere(once, at, abort);
        Request.Builder request = new Request.Builder()
                .url(at.toString())
                .header("accept", kind.types())
                .header("accept-encoding", "identity")
                .header("user-agent", "poe-gateway");
        range.ifPresent(part -> request.header("range", part));
        Call call = once.build().newCall(request.build());
        abort.stopBy(call::cancel);
        return call.execute();
    }

    private void leadThere(OkHttpClient.Builder once, URI at, FetchAbort abort) throws IOException {
        Optional<ForwardProxy> asked = proxy.apply(at);
        if (own.isPresent() && hosts.isOwn(at)) {
            List<InetAddress> nowhere = List.of(InetAddress.getLoopbackAddress());
            once.proxy(java.net.Proxy.NO_PROXY).dns(host -> nowhere).socketFactory(own.get());
        } else if (asked.isPresent()) {
            asked.get().applyTo(once); // which finds the address, and answers for it
        } else {
            List<InetAddress> addresses = addresses(at, abort);
            once.proxy(java.net.Proxy.NO_PROXY).dns(host -> addresses);
        }
    }

    /** Looked up once: whoever owns the name cannot have another address connected to than the one that was checked. */
    private List<InetAddress> addresses(URI at, FetchAbort abort) throws IOException {
        List<InetAddress> found = lookup.lookup(AllowedHosts.host(at), abort);
        if (!found.stream().allMatch(address -> hosts.allow(address, at))) {
            throw new RefusedFetchException("the name of its host leads to an address that is not public");
        }
        return found;
    }

    private FetchedMedia read(Response response, MemoryLease memory) throws IOException {
        refuseUnfit(response, OK);
        return new MediaReader(limitBytes, memory)
                .read(response.body().byteStream(), response.body().contentLength());
    }

    private static void refuseUnfit(Response response, int status) throws RefusedFetchException {
        if (response.code() != status) {
            throw new RefusedFetchException("its host answered with status " + response.code());
        }
        String encoding = response.header("content-encoding", "identity");
        if (!"identity".equals(encoding)) {
            throw new RefusedFetchException("its host sent it in an encoding that nobody asked for");
        }
    }

    private static Optional<URI> address(String link) {
        try {
            return Optional.of(URI.create(link));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
