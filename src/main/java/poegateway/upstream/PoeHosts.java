package poegateway.upstream;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Carries calls to Poe, each to the server that has its endpoint. The one of the OpenAI-compatible interface is known from the
 * start; the others, where they differ from it, are connected to when they are first needed.
 */
public final class PoeHosts implements Upstream, AutoCloseable {
    private final HttpUpstream api;
    private final Map<PoeEndpoint.Base, URI> elsewhere = new EnumMap<>(PoeEndpoint.Base.class);
    private final Map<PoeEndpoint.Base, HttpUpstream> connected = new ConcurrentHashMap<>();
    private final Function<URI, HttpUpstream> connect;

    /**
     * @param base address of the versioned interface
     * @param others addresses of other bases; those that are missing stand beside it
     * @param connect makes the client of one server, for an address below which paths stand
     */
    public PoeHosts(URI base, Map<PoeEndpoint.Base, URI> others, Function<URI, HttpUpstream> connect) {
        this.connect = connect;
        this.api = connect.apply(base);
        others.forEach((part, address) -> {
            if (!address.equals(beside(base, part))) {
                elsewhere.put(part, address);
            }
        });
    }

    @Override
    public PoeReply send(PoeRequest call) {
        PoeEndpoint address = call.address();
        URI other = elsewhere.get(address.base());
        if (other == null) {
            return api.send(call);
        }
        HttpUpstream server = connected.computeIfAbsent(address.base(), part -> connect.apply(other));
        PoeEndpoint there = new PoeEndpoint(PoeEndpoint.Base.API, address.method(), address.path(), address.key());
        return server.send(new PoeRequest(there, call.key(), call.headers(), call.body(), call.timeline()));
    }

    /** Replies whose head came and which nobody closed yet; 0 when nothing leaked. */
    public int openReplies() {
        return (int) sum(HttpUpstream::openReplies);
    }

    /** Bytes of HTTP/2 replies that lie in memory, over all replies. */
    public long unreadBytes() {
        return sum(HttpUpstream::unreadBytes);
    }

    /** Closes idle connections; replies that are open stay so. */
    @Override
    public void close() {
        api.close();
        connected.values().forEach(HttpUpstream::close);
    }

    private long sum(ToLongFunction<HttpUpstream> figure) {
        return figure.applyAsLong(api)
                + connected.values().stream().mapToLong(figure).sum();
    }

    private static URI beside(URI base, PoeEndpoint.Base part) {
        String name = switch (part) {
            case API -> "";
            case USAGE -> "usage";
            case BOT -> "bot";
            case UPLOAD -> "poe_api";
        };
        return URI.create(base + "/").resolve("../" + name);
    }
}
