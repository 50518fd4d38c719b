package poegateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.77, 192.0.2.0",
        "::1, ::1, ::",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6, 2001:db8:1::",
        "2001:db8::5, 2001:db8::5, 2001:db8::",
        "fe80::1%1, fe80::1, fe80::",
    })
    void anAddressIsWrittenWholeOrAsItsNetwork(String address, String full, String network) {
        InetAddress known = InetAddress.ofLiteral(address);
        assertEquals(Optional.of(full), LogConfig.Addresses.FULL.shown(known));
        assertEquals(Optional.of(network), LogConfig.Addresses.NETWORK.shown(known));
    }

    @Test
    void orNotAtAll() {
        assertEquals(Optional.empty(), LogConfig.Addresses.OFF.shown(InetAddress.getLoopbackAddress()));
    }
}
