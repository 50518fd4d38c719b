package poegateway.core.failure;

import java.time.Duration;

/** The request never got to Poe, or Poe did not look at it. */
public sealed interface ConnectFailure extends UpstreamFailure {
    /** DNS failed, or the address refused or reset the connection before the request was sent. */
    record Unreachable(String address, String reason) implements ConnectFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_unreachable", Retry.IF_UNSENT, "upstream_connect");
        }

        @Override
        public String message() {
            return "Could not connect to " + address + ": " + reason
                    + ". Check the network, the proxy settings and poe.base-url.";
        }
    }

    record ConnectTimeout(String address, Duration limit) implements ConnectFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.TIMEOUT, 504, "upstream_connect_timeout", Retry.IF_UNSENT, "upstream_connect");
        }

        @Override
        public String message() {
            return "No connection to " + address + " within " + limit.toMillis()
                    + " ms. Check the firewall and the proxy, or raise upstream.connect-timeout.";
        }
    }

    /**
     * TLS could not be agreed on, or the certificate is not to be trusted: expired, for another host, or of an unknown
     * authority.
     */
    record TlsRefused(String address, String reason) implements ConnectFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_tls", Retry.NEVER, "upstream_tls");
        }

        @Override
        public String message() {
            return "No secure connection to " + address + ": " + reason
                    + ". Check the clock of this machine, poe.base-url, and poe.ca-file if a proxy intercepts TLS.";
        }
    }

    /** An HTTP/2 stream or connection that Poe refused before it looked at the request. */
    record NotProcessed() implements ConnectFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_closed", Retry.IF_UNSENT, "upstream_reset");
        }

        @Override
        public String message() {
            return "Poe closed the connection or refused the request before reading it, so nothing is billed. Send "
                    + "it again.";
        }
    }
}
