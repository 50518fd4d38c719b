package poegateway.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeAddresses;
import poegateway.core.Ticker;
import poegateway.fetch.AllowedHosts;
import poegateway.fetch.Fetcher;
import poegateway.media.CostLimit;
import poegateway.media.image.Images;
import poegateway.relay.Relay;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.TrustedAuthorities;

/** Makes what serves pictures and sound. */
final class MediaParts {
    private MediaParts() {}

    /** {@code poe} is where the parts of Poe are; a Poe on this machine keeps its media itself. */
    static Fetcher fetcher(GatewayConfig config, PoeAddresses poe) {
        return new Fetcher(
                AllowedHosts.of(config.media().hosts(), poe.api()),
                config.media().fetchLimit().bytes(),
                trusted(config),
                link -> ForwardProxy.of(config.poe(), link),
                InetAddress::getAllByName);
    }

    static Images images(GatewayConfig config, Fetcher fetcher, Relay relay, Ticker ticker, InstantSource clock) {
        return new Images(relay, fetcher, ticker, config.timeLimits(), clock, cost(config));
    }

    static CostLimit cost(GatewayConfig config) {
        return new CostLimit(config.media().costLimitCents(), config.media().unpricedCents());
    }

    private static Optional<TrustedAuthorities> trusted(GatewayConfig config) {
        return config.poe().caFile().map(TrustedAuthorities::systemAnd);
    }
}
