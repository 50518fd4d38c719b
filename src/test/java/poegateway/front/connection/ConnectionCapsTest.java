package poegateway.front.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.front.connection.ConnectionCaps.Place;
import poegateway.rig.Changed;

@Execution(ExecutionMode.CONCURRENT)
class ConnectionCapsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

    @TempDir
    Path folder = Path.of("");

    @Test
    void oneTooManyInAllIsSurplusUntilAnotherCloses() {
        ConnectionCaps caps = caps(2, 2);
        assertEquals(Place.SERVED, caps.opened("a", HERE));
        assertEquals(Place.SERVED, caps.opened("b", THERE));
        assertEquals(Place.SURPLUS, caps.opened("c", InetAddress.getLoopbackAddress()));
        caps.closed("c");
        caps.closed("a");
        caps.closed("a");
        assertEquals(Place.SERVED, caps.opened("d", HERE));
        caps.closed("b");
        caps.closed("d");
        assertEquals(0, caps.count());
    }

    @Test
    void whenNoPlaceForTheSurplusGetsFreeTheNextAreClosedAtOnceUntilOneDoes() {
        ConnectionCaps caps = caps(1, 1000);
        assertEquals(Place.SERVED, caps.opened("served", HERE));
        for (int i = 0; i < ConnectionCaps.SURPLUS_MAX; i++) {
            assertEquals(Place.SURPLUS, caps.opened("surplus" + i, HERE));
        }
        assertEquals(Place.CLOSED, caps.opened("over", HERE));
        assertEquals(Place.CLOSED, caps.opened("at once", HERE));
        caps.closed("surplus0");
        assertEquals(Place.SURPLUS, caps.opened("in its place", HERE));
        assertFalse(caps.isSurplus("served"));
        assertFalse(caps.isSurplus("surplus0"));
        assertTrue(caps.isSurplus("in its place"));
    }

    @Test
    void aPlaceThatTheServedLeaveGoesToTheNextWhileTheSurplusIsStillThere() {
        ConnectionCaps caps = caps(1, 1000);
        caps.opened("served", HERE);
        caps.opened("surplus", HERE);
        caps.closed("served");
        assertEquals(Place.SERVED, caps.opened("next", HERE));
        assertEquals(Place.SURPLUS, caps.opened("after it", HERE));
    }

    @Test
    void oneTooManyFromOneAddressIsRefused() {
        ConnectionCaps caps = caps(100, 2);
        assertEquals(Place.SERVED, caps.opened("a", HERE));
        assertEquals(Place.SERVED, caps.opened("b", HERE));
        assertEquals(Place.CLOSED, caps.opened("c", HERE));
        assertEquals(Place.SERVED, caps.opened("d", THERE));
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        ConnectionCaps caps = caps(100, 1);
        assertEquals(Place.SERVED, caps.opened("a", InetAddress.ofLiteral("2001:db8::1")));
        assertEquals(Place.CLOSED, caps.opened("b", InetAddress.ofLiteral("2001:db8::2")));
        assertEquals(Place.SERVED, caps.opened("c", InetAddress.ofLiteral("2001:db8:0:1::1")));
    }

    @Test
    void loopbackAndTrustedProxiesStandForMany() {
        ConnectionCaps caps = caps(100, 1);
        for (int i = 0; i < 10; i++) {
            assertEquals(Place.SERVED, caps.opened("loopback" + i, InetAddress.getLoopbackAddress()));
            assertEquals(Place.SERVED, caps.opened("proxy" + i, InetAddress.ofLiteral("10.1.2.3")));
            assertEquals(Place.SERVED, caps.opened("proxy6" + i, InetAddress.ofLiteral("2001:db8:9::7")));
        }
    }

    private ConnectionCaps caps(int most, int mostPerAddress) {
        Map<String, String> flags = Map.of(
                "server.connections", Integer.toString(most),
                "server.connections-per-address", Integer.toString(mostPerAddress));
        GatewayConfig config = ConfigLoader.load(new ConfigSources(folder, Optional.empty(), Map.of(), flags))
                .config();
        return new ConnectionCaps(
                Changed.proxies(config, "10.0.0.0/8", "2001:db8:9::7").server(), most);
    }
}
