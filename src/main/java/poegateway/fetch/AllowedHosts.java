package poegateway.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where media may be fetched from.
 *
 * @param names of hosts, for https; {@code *.} stands for all names below
 * @param own the server of a Poe on this machine, such as the simulator, which keeps its media itself
 */
public record AllowedHosts(List<String> names, Optional<URI> own) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    public AllowedHosts {
        names = List.copyOf(names);
    }

    /** These hosts, and the server of Poe itself where that is on this machine. */
    public static AllowedHosts of(List<String> names, URI poe) {
        return new AllowedHosts(
                names,
                Optional.of(poe).filter(base -> LOOPBACK.matcher(base.getHost()).matches()));
    }

    /** Whether a medium may be fetched from there. */
    public boolean allow(URI link) {
        return isOwn(link) || ("https".equals(link.getScheme()) && allow(host(link)) && link.getRawUserInfo() == null);
    }

    /** Whether the address of that host may be used. */
    boolean allow(InetAddress address, URI link) {
        return isOwn(link) || PublicAddresses.contain(address);
    }

    private boolean allow(String host) {
        return names.stream()
                .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }

    /** Whether that is at the server of a Poe on this machine. */
    boolean isOwn(URI link) {
        return own.filter(base -> base.getScheme().equals(link.getScheme())
                        && base.getRawAuthority().equals(link.getRawAuthority()))
                .isPresent();
    }

    static String host(URI link) {
        String host = link.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
