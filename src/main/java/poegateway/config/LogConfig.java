package poegateway.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import poegateway.config.setting.Doc;

/** What is written to the log, which is standard error. */
public record LogConfig(
        @Doc("Format of the log; `auto` is text on a terminal, otherwise JSON.")
        Format format,

        @Doc("Least severe level that is logged.") Level level,

        @Doc("Whether each request is logged.") boolean requests,

        @Doc("Addresses of callers in the log: `full`, `network` (the first 24 bits of IPv4, 48 of IPv6), or `off`."
                + " Behind a proxy, see `server.trusted-proxies`.")
        Addresses addresses) {
    /** {@code auto}: text on a terminal, else JSON. */
    public enum Format {
        AUTO,
        TEXT,
        JSON
    }

    /** Weights, heaviest first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** How much of an address is written. */
    public enum Addresses {
        /** All of it. */
        FULL,
        /** Its network, which one household or company has. */
        NETWORK,
        /** Nothing. */
        OFF;

        private static final int IPV4_BYTES = 3;
        private static final int IPV6_BYTES = 6;

        /** What is written of an address. */
        public Optional<String> shown(InetAddress address) {
            return switch (this) {
                case FULL -> Optional.of(text(address));
                case NETWORK -> Optional.of(text(network(address)));
                case OFF -> Optional.empty();
            };
        }

        private static InetAddress network(InetAddress address) {
            byte[] bytes = address.getAddress();
            Arrays.fill(bytes, address instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES, bytes.length, (byte) 0);
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible); // 4 or 16 bytes are an address
            }
        }

        /** Of IPv6 in the short form, and without the name of a network card. */
        private static String text(InetAddress address) {
            String text = address.getHostAddress();
            return address instanceof Inet6Address
                    ? text.replaceFirst("%.*", "").replaceFirst("(^|:)(0(:|$)){2,}", "::")
                    : text;
        }
    }

    public static LogConfig defaults() {
        return new LogConfig(Format.AUTO, Level.INFO, true, Addresses.FULL);
    }
}
