package poegateway.front.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.config.Cidr;

class RemoteAddressTest {
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");

    private final RemoteAddress addresses = new RemoteAddress(
            Stream.of("10.0.0.0/8", "fd00::/8").map(Cidr::parse).toList());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7                        | 198.51.100.7",
                "1.1.1.1, 198.51.100.7               | 198.51.100.7",
                "1.1.1.1,198.51.100.7,10.9.9.9       | 198.51.100.7",
                "10.9.9.9, 10.8.8.8                  | 10.9.9.9",
                "198.51.100.7:4711                   | 198.51.100.7",
                "[2001:db8::1]:4711                  | 2001:db8::1",
                "[2001:db8::1]                       | 2001:db8::1",
                "2001:db8::1, fd00::2                | 2001:db8::1",
                "198.51.100.7, unknown               | 10.0.0.1",
                "198.51.100.7, host.example, 10.1.1.1| 10.1.1.1",
                "198.51.100.7, 300.1.1.1             | 10.0.0.1",
                "198.51.100.7,                       | 10.0.0.1",
            })
    void theLastAddressThatIsNoTrustedProxyCounts(String line, String address) {
        assertEquals(InetAddress.ofLiteral(address), addresses.forwarded(PROXY, List.of(line)));
    }

    @Test
    void severalLinesAreOneList() {
        assertEquals(
                InetAddress.ofLiteral("198.51.100.7"),
                addresses.forwarded(PROXY, List.of("1.1.1.1", "198.51.100.7, 10.2.2.2", "10.3.3.3")));
    }

    @Test
    void aProxyThatSaysNothingStandsForItself() {
        assertEquals(PROXY, addresses.forwarded(PROXY, List.of()));
    }
}
