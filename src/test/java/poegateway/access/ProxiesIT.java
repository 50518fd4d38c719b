package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import okhttp3.Request;
import poegateway.app.Gateway;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Whose word counts about where a caller is. */
class ProxiesIT {
    private static final int FAILURES = 3;

    @GatewayTest(transport = Transport.H1)
    void behindATrustedProxyEveryCallerFailsForItself(Rig rig) throws IOException {
        Gateway gateway = rig.gatewayWith(config -> Changed.proxies(strict(config), "127.0.0.1"));
        rig.expectAlarm("wrong keys came from 198.51.100.7 ");
        for (int i = 0; i < FAILURES; i++) {
            assertEquals(401, wrongKey(rig, gateway, "1.1.1.1, 198.51.100.7").status());
        }
        Reply late = wrongKey(rig, gateway, "2.2.2.2, 198.51.100.7");
        assertEquals(429, late.status());
        assertEquals("60", late.header("retry-after"));
        assertEquals(401, wrongKey(rig, gateway, "198.51.100.8").status());
        assertTrue(
                rig.log(FAILURES + 2).stream().anyMatch(line -> line.contains("\"address\":\"198.51.100.8\"")),
                () -> rig.log(0).toString());
    }

    @GatewayTest(transport = Transport.H1)
    void whatAnybodyElseSaysIsNotBelieved(Rig rig) throws IOException {
        Gateway gateway = rig.gatewayWith(ProxiesIT::strict);
        rig.expectAlarm("wrong keys came from 127.0.0.1 ");
        for (int i = 0; i < FAILURES; i++) {
            assertEquals(401, wrongKey(rig, gateway, "198.51.100." + i).status());
        }
        assertEquals(429, wrongKey(rig, gateway, "198.51.100.99").status());
    }

    private static poegateway.config.GatewayConfig strict(poegateway.config.GatewayConfig config) {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        return Changed.auth(
                config, new AuthConfig(auth.mode(), false, Path.of("keys.yaml"), FAILURES, List.copyOf(auth.keys())));
    }

    private static Reply wrongKey(Rig rig, Gateway gateway, String forwardedFor) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(gateway.url() + "/v1/models")
                        .header("authorization", "Bearer " + Keyring.key(2))
                        .header("x-forwarded-for", forwardedFor)
                        .build()));
    }
}
