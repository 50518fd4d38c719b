package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.FailureException;

final class HostCheckTest {
    private final HostCheck check =
            new HostCheck(Optional.of(URI.create("https://gateway.example")), List.of("https://page.example"));

    @Test
    void thisMachineAndThePublicNameAreOurs() {
        for (String host : List.of("localhost", "LOCALHOST", "127.0.0.1", "[::1]", "::1", "Gateway.Example")) {
            assertDoesNotThrow(() -> check.host(host));
        }
        assertDoesNotThrow(() -> new HostCheck(Optional.empty(), List.of()).host("localhost"));
    }

    @Test
    void everyOtherHostIsRefused() {
        for (String host : List.of("evil.example", "", "localhost.evil.example", "127.0.0.2", "page.example")) {
            assertEquals("forbidden_host", code(() -> check.host(host)), host);
        }
    }

    @Test
    void onANetworkAddressesAndNamesThatNobodyOnTheInternetOwnsAreOursToo() {
        for (String host :
                List.of("192.0.2.1", "[2001:db8::1]", "poe-gateway", "box.local", "Box.Internal", "localhost")) {
            assertDoesNotThrow(() -> check.ownHost(host));
        }
        for (String host :
                List.of("evil.example", "", "192.0.2.1.evil.example", "local.evil.example", "poe-gateway.")) {
            assertEquals("forbidden_host", code(() -> check.ownHost(host)), host);
        }
    }

    @Test
    void aPageOfTheVeryHostThatIsAskedMayAsk() {
        assertDoesNotThrow(() -> check.origin("http://192.0.2.1:3000", "192.0.2.1"));
        assertEquals("forbidden_origin", code(() -> check.origin("http://192.0.2.2", "192.0.2.1")));
        assertEquals("forbidden_origin", code(() -> check.origin("null", "")));
    }

    @Test
    void listedPagesOwnPagesAndWhatIsNoBrowserMayAsk() {
        assertDoesNotThrow(() -> check.origin(null, "localhost"));
        assertDoesNotThrow(() -> check.origin("https://page.example", "localhost"));
        assertDoesNotThrow(() -> check.origin("http://localhost:3000", "localhost"));
        assertDoesNotThrow(() -> check.origin("https://gateway.example", "localhost"));
        assertDoesNotThrow(
                () -> new HostCheck(Optional.empty(), List.of("*")).origin("https://evil.example", "localhost"));
    }

    @Test
    void everyOtherPageIsRefused() {
        for (String origin :
                List.of("https://evil.example", "null", "", "https://page.example.evil", "no uri", "http:")) {
            assertEquals("forbidden_origin", code(() -> check.origin(origin, "localhost")), origin);
        }
    }

    private static String code(Runnable asking) {
        return assertThrows(FailureException.class, asking::run).failure().code();
    }
}
