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

/** Makes what serves pictures. */
final class MediaParts {
    private MediaParts() {}

    /** {@code poe} is where the parts of Poe are; a Poe on this machine keeps its pictures itself. */
    static Images images(GatewayConfig config, PoeAddresses poe, Relay relay, Ticker ticker, InstantSource clock) {
        Fetcher fetcher = new Fetcher(
                AllowedHosts.of(config.media().hosts(), poe.api()),
                config.media().fetchLimit().bytes(),
                trusted(config),
                link -> ForwardProxy.of(config.poe(), link),
                InetAddress::getAllByName);
        CostLimit cost =
                new CostLimit(config.media().costLimitCents(), config.media().unpricedCents());
        return new Images(relay, fetcher, ticker, config.timeLimits(), clock, cost);
    }

    private static Optional<TrustedAuthorities> trusted(GatewayConfig config) {
        return config.poe().caFile().map(TrustedAuthorities::systemAnd);
    }
}
