package poegateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.0.0.1, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 200.1.1.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "fd00::/8, fd12:3456::1, true",
        "fd00::/8, fe80::1, false",
        "fe80::/10, febf::1, true",
        "fe80::/10, fec0::1, false",
        "::1, ::1, true"
    })
    void aBlockHoldsTheAddressesThatBeginLikeIt(String block, String address, boolean holds) {
        assertEquals(holds, Cidr.parse(block).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0/8",
                "10",
                "1.2.3.256",
                "localhost",
                "::1/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "fe80::1%eth0",
                "[::1]",
                "0x7f.0.0.1",
                "10.0.0.0 /8",
                "1.2.3.4.5",
                "::g"
            })
    void anyOtherFormIsRefusedWithoutAskingANameServer(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
    }

    @Test
    void equalBlocksAreEqualAndPrintInTheirShortForm() {
        assertEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("10.9.9.9/8"));
        assertEquals(
                Cidr.parse("10.0.0.0/8").hashCode(), Cidr.parse("10.9.9.9/8").hashCode());
        assertEquals("10.0.0.0/8", Cidr.parse("10.9.9.9/8").toString());
        assertEquals("127.0.0.1", Cidr.parse("127.0.0.1/32").toString());
    }
}
