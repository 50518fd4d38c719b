package poegateway.front;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.SafeText;

/**
 * Keeps web pages out of a gateway that asks this machine for no key: those that had their own name point here (DNS
 * rebinding) are known by the host that they ask for, all others by their origin.
 */
final class HostCheck {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** An address of either version; no name has its form. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]|[0-9a-fA-F]*:[0-9a-fA-F:.]+");

    /** Endings that belong to the machines of one house or network, and to nobody on the internet. */
    private static final List<String> PRIVATE_ENDINGS = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final Optional<URI> publicUrl;
    private final List<String> allowedOrigins;

    HostCheck(Optional<URI> publicUrl, List<String> allowedOrigins) {
        this.publicUrl = publicUrl;
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** {@code host} is without its port. */
    void host(String host) {
        if (!isOurs(host)) {
            throw foreign(host);
        }
    }

    /**
     * The same for a gateway that may be on a network, where it has addresses too, and names such as {@code poe-gateway}: the
     * owner of a web page can point none of these elsewhere.
     */
    void ownHost(String host) {
        if (!isOurs(host) && !isPrivateName(host) && !ADDRESS.matcher(host).matches()) {
            throw foreign(host);
        }
    }

    private static FailureException foreign(String host) {
        return new FailureException(new AccessFailure.ForbiddenHost(SafeText.ascii(host)));
    }

    /**
     * {@code origin} is null for whatever is no browser.
     *
     * @param host for which the request is, and which is ours
     */
    void origin(@Nullable String origin, String host) {
        if (origin == null || allowedOrigins.contains(origin) || allowedOrigins.contains("*")) {
            return;
        }
        String from = hostOf(origin);
        if (!isOurs(from) && (from.isEmpty() || !from.equalsIgnoreCase(host))) {
            throw new FailureException(new AccessFailure.ForbiddenOrigin(SafeText.ascii(origin)));
        }
    }

    private static boolean isPrivateName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return !name.isEmpty()
                && (name.indexOf('.') < 0 || PRIVATE_ENDINGS.stream().anyMatch(name::endsWith));
    }

    private boolean isOurs(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return LOCAL.contains(name)
                || publicUrl.map(URI::getHost).filter(name::equalsIgnoreCase).isPresent();
    }

    /** Empty where there is none, as in {@code null}. */
    private static String hostOf(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException noOrigin) {
            return "";
        }
    }
}
