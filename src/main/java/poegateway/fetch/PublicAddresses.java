package poegateway.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import poegateway.config.Cidr;

/**
 * Which addresses belong to the public internet. A name that leads elsewhere would let whoever owns it reach this machine, its
 * network, or the metadata of its cloud.
 */
final class PublicAddresses {
    private static final List<Cidr> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/32",
                    "2001:db8::/32",
                    "2002::/16")
            .map(Cidr::parse)
            .toList();

    /** All that is public of IPv6 lies in here; what maps addresses of IPv4 lies outside. */
    private static final Cidr PUBLIC_IPV6 = Cidr.parse("2000::/3");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address))
                && (!(address instanceof Inet6Address) || PUBLIC_IPV6.contains(address));
    }
}
