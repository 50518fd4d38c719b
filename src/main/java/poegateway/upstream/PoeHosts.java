package poegateway.upstream;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import poegateway.config.PoeAddresses;

/**
 * Carries calls to Poe, each to the server that has its endpoint. The one of the OpenAI-compatible interface has its client from
 * the start; others, where they differ from it, get theirs when they are first needed.
 */
public final class PoeHosts implements Upstream, AutoCloseable {
    private final PoeAddresses addresses;
    private final Function<URI, HttpUpstream> connect;
    /** Scheme, host and port of each base. */
    private final Map<PoeEndpoint.Base, String> servers = new EnumMap<>(PoeEndpoint.Base.class);

    private final Map<String, HttpUpstream> clients = new ConcurrentHashMap<>();

    /** {@code connect} makes the client of the server that has an address. */
    public PoeHosts(PoeAddresses addresses, Function<URI, HttpUpstream> connect) {
        this.addresses = addresses;
        this.connect = connect;
        for (PoeEndpoint.Base base : PoeEndpoint.Base.values()) {
            URI address = base.of(addresses);
            servers.put(base, address.getScheme() + "://" + address.getRawAuthority());
        }
        client(PoeEndpoint.Base.API);
    }

    @Override
    public PoeReply send(PoeRequest call) {
        return client(call.address().base()).send(call);
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
        clients.values().forEach(HttpUpstream::close);
    }

    private HttpUpstream client(PoeEndpoint.Base base) {
        return clients.computeIfAbsent(
                Objects.requireNonNull(servers.get(base)), missing -> connect.apply(base.of(addresses)));
    }

    private long sum(ToLongFunction<HttpUpstream> figure) {
        return clients.values().stream().mapToLong(figure).sum();
    }
}
