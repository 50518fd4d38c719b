package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import okhttp3.Request;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Web pages do not get at a gateway that asks this machine for no key. */
class HostIT {
    private static final List<String> PATHS = List.of("/", "/health/live", "/v1/models", "/nothing");

    @GatewayTest(transport = Transport.H1)
    void anotherHostIsRefusedEverywhere(Rig rig) throws IOException {
        for (String host : List.of("evil.example", "evil.example:8642", "localhost.evil.example", "10.0.0.1")) {
            for (String path : PATHS) {
                Reply reply = get(rig, path, host);
                assertEquals(403, reply.status(), host + path);
                assertEquals("forbidden_host", reply.errorCode());
                assertTrue(reply.error().path("message").asText().contains("server.public-url"));
            }
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "server.public-url=https://gateway.example/base")
    void thisMachineAndTheHostOfThePublicUrlAreServed(Rig rig) throws IOException {
        for (String host :
                List.of("localhost", "LOCALHOST:1", "127.0.0.1:99", "[::1]", "[::1]:8642", "Gateway.Example:443")) {
            assertEquals(200, get(rig, "/v1/models", host).status(), host);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whereKeysAreAskedForAnyHostWillDo(Rig rig) throws IOException {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertEquals(200, get(rig, "/health/live", "evil.example").status());
        assertEquals(401, get(rig, "/v1/models", "evil.example").status());
    }

    @GatewayTest(settings = "server.public-url=https://gateway.example")
    void pagesOfOtherOriginsAreRefusedTheApi(Rig rig) {
        for (String origin : List.of("https://evil.example", "null", "http://localhost.evil.example", "file://")) {
            Reply reply = fromPage(rig, "/v1/models", origin);
            assertEquals(403, reply.status(), origin);
            assertEquals("forbidden_origin", reply.errorCode());
            assertEquals(200, fromPage(rig, "/health/live", origin).status(), origin);
        }
        for (String origin : List.of("http://localhost:3000", "http://127.0.0.1", "https://gateway.example")) {
            assertEquals(200, fromPage(rig, "/v1/models", origin).status(), origin);
        }
    }

    @GatewayTest(
            transport = Transport.H1,
            settings = {"server.host=0.0.0.0", "auth.insecure=true"})
    void onANetworkWithoutKeysPagesAreKeptOutAndProgramsAreServed(Rig rig) throws IOException {
        for (String host : List.of("192.0.2.1:8642", "poe-gateway:8642", "box.local", "localhost")) {
            assertEquals(200, get(rig, "/v1/models", host).status(), host);
            assertEquals(401, get(rig, "/metrics", host).status(), host);
        }
        for (String path : List.of("/v1/models", "/metrics", "/nothing", "/health")) {
            assertEquals("forbidden_host", get(rig, path, "evil.example").errorCode(), path);
            assertEquals(
                    "forbidden_origin",
                    fromPage(rig, path, "https://evil.example").errorCode(),
                    path);
        }
        assertEquals(200, fromPage(rig, "/v1/models", "http://0.0.0.0:3000").status());
        assertEquals(200, get(rig, "/health/live", "probe.example").status());
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertEquals(401, get(rig, "/v1/models", "evil.example").status());
    }

    private static Reply get(Rig rig, String path, String host) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            return caller.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .reply();
        }
    }

    private static Reply fromPage(Rig rig, String path, String origin) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .header("origin", origin)
                        .build()));
    }
}
