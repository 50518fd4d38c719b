package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.ConfigLoader;
import poegateway.config.ConfigSources;
import poegateway.config.GatewayConfig;
import poegateway.rig.Changed;

class ConnectionCapsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

    @TempDir
    Path folder = Path.of("");

    @Test
    void oneTooManyInAllIsRefusedUntilAnotherCloses() {
        ConnectionCaps caps = caps(2, 2);
        assertTrue(caps.opened("a", HERE));
        assertTrue(caps.opened("b", THERE));
        assertFalse(caps.opened("c", InetAddress.getLoopbackAddress()));
        caps.closed("c");
        caps.closed("a");
        caps.closed("a");
        assertTrue(caps.opened("d", HERE));
        caps.closed("b");
        caps.closed("d");
        assertEquals(0, caps.count());
    }

    @Test
    void oneTooManyFromOneAddressIsRefused() {
        ConnectionCaps caps = caps(100, 2);
        assertTrue(caps.opened("a", HERE));
        assertTrue(caps.opened("b", HERE));
        assertFalse(caps.opened("c", HERE));
        assertTrue(caps.opened("d", THERE));
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        ConnectionCaps caps = caps(100, 1);
        assertTrue(caps.opened("a", InetAddress.ofLiteral("2001:db8::1")));
        assertFalse(caps.opened("b", InetAddress.ofLiteral("2001:db8::2")));
        assertTrue(caps.opened("c", InetAddress.ofLiteral("2001:db8:0:1::1")));
    }

    @Test
    void loopbackAndTrustedProxiesStandForMany() {
        ConnectionCaps caps = caps(100, 1);
        for (int i = 0; i < 10; i++) {
            assertTrue(caps.opened("loopback" + i, InetAddress.getLoopbackAddress()));
            assertTrue(caps.opened("proxy" + i, InetAddress.ofLiteral("10.1.2.3")));
            assertTrue(caps.opened("proxy6" + i, InetAddress.ofLiteral("2001:db8:9::7")));
        }
    }

    private ConnectionCaps caps(int most, int mostPerAddress) {
        Map<String, String> flags = Map.of(
                "server.connections", Integer.toString(most),
                "server.connections-per-address", Integer.toString(mostPerAddress));
        GatewayConfig config = ConfigLoader.load(new ConfigSources(folder, Optional.empty(), Map.of(), flags))
                .config();
        return new ConnectionCaps(
                Changed.proxies(config, "10.0.0.0/8", "2001:db8:9::7").server());
    }
}
