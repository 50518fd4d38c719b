package poegateway.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import poegateway.config.Cidr;
import poegateway.config.PoeConfig;
import poegateway.core.text.Secret;
import poegateway.upstream.http1.ConnectProxy;

/** A proxy between this machine and Poe: it is asked by CONNECT for a tunnel, and sees nothing of what goes through it. */
public final class ForwardProxy {
    private static final int STANDARD_PORT = 80;
    private static final String AUTHORIZATION = "Proxy-Authorization";

    private final String host;
    private final int port;
    private final Optional<String> credentials;

    private ForwardProxy(URI address) {
        this.host = address.getHost();
        this.port = address.getPort() < 0 ? STANDARD_PORT : address.getPort();
        this.credentials = Optional.ofNullable(address.getRawUserInfo()).map(ForwardProxy::basic);
    }

    /**
     * The proxy for this address of Poe.
     *
     * @return empty when none is set, when {@code poe.no-proxy} names the host, or when the address is on this machine or is
     *     not https
     */
    public static Optional<ForwardProxy> of(PoeConfig poe, URI base) {
        String target = bare(base.getHost());
        boolean direct = !"https".equals(base.getScheme()) || isLoopback(target) || isExcepted(target, poe.noProxy());
        return direct ? Optional.empty() : poe.proxy().map(ForwardProxy::new);
    }

    /** For messages: host and port, never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** As the client of HTTP/1.1 wants it. */
    ConnectProxy address() {
        return new ConnectProxy(bare(host), port, credentials.map(Secret::new));
    }

    /** Has a client of OkHttp ask this proxy for every connection. */
    @SuppressWarnings("UnusedVariable") // the route is the only one there is
    public void applyTo(OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(bare(host), port)));
        client.proxyAuthenticator((route, refused) -> authorized(refused));
    }

    /** Empty-handed when the proxy has seen the password and wants another. */
    private @Nullable Request authorized(Response refused) {
        if (credentials.isEmpty() || refused.request().header(AUTHORIZATION) != null) {
            return null;
        }
        return refused.request()
                .newBuilder()
                .header(AUTHORIZATION, credentials.get())
                .build();
    }

    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return Credentials.basic(decoded(user), decoded(password), StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static boolean isExcepted(String host, String noProxy) {
        return Arrays.stream(noProxy.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(host, entry));
    }

    /** A name stands for itself and all names below it. */
    private static boolean matches(String host, String entry) {
        if (entry.equals("*")) {
            return true;
        }
        Optional<InetAddress> address = literal(host);
        if (address.isPresent()) {
            return block(entry).filter(block -> block.contains(address.get())).isPresent();
        }
        String name = entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", "");
        return host.equals(name) || host.endsWith("." + name);
    }

    private static Optional<Cidr> block(String entry) {
        try {
            return Optional.of(Cidr.parse(bare(entry)));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
