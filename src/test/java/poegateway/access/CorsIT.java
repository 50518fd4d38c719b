package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import okhttp3.Request;
import poegateway.app.Gateway;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What browsers are told about web pages that call. */
class CorsIT {
    private static final String PAGE = "https://page.example";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    @GatewayTest(transport = Transport.H1)
    void withoutAListNothingIsSaid(Rig rig) {
        Reply preflight = preflight(rig, rig.gateway(), "http://localhost:3000", "authorization");
        assertEquals(200, preflight.status());
        assertNull(preflight.headers().get(ALLOW_ORIGIN));
        assertNull(preflight.headers().get("vary"));
        assertNull(get(rig, rig.gateway(), "/v1/models", "http://localhost:3000")
                .headers()
                .get(ALLOW_ORIGIN));
    }

    @GatewayTest(transport = Transport.H1)
    void aListedPageMaySendWhatItAsksFor(Rig rig) throws IOException {
        Gateway listed = rig.gatewayWith(config -> Changed.origins(config, PAGE));
        Reply preflight = preflight(rig, listed, PAGE, "authorization, content-type, x-stainless-lang");
        assertEquals(204, preflight.status());
        assertEquals(PAGE, preflight.header(ALLOW_ORIGIN));
        assertEquals("authorization, content-type, x-stainless-lang", preflight.header("access-control-allow-headers"));
        assertEquals("GET, POST, DELETE, OPTIONS", preflight.header("access-control-allow-methods"));
        assertEquals("600", preflight.header("access-control-max-age"));
        assertNull(preflight.headers().get("access-control-allow-credentials"));
        assertTrue(preflight.headers().values("vary").contains("Origin"));
        Reply answer = get(rig, listed, "/v1/models", PAGE);
        assertEquals(200, answer.status());
        assertEquals(PAGE, answer.header(ALLOW_ORIGIN));
        String exposed = answer.header("access-control-expose-headers");
        for (String name :
                new String[] {"x-request-id", "retry-after", "retry-after-ms", "x-ratelimit-limit-requests"}) {
            assertTrue(exposed.contains(name), exposed);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void otherPagesAreToldNothing(Rig rig) throws IOException {
        Gateway listed = rig.gatewayWith(config -> Changed.origins(config, PAGE));
        for (String origin : new String[] {"https://page.example.evil.example", "http://page.example", "null"}) {
            Reply preflight = preflight(rig, listed, origin, "authorization");
            assertEquals(200, preflight.status(), origin);
            assertNull(preflight.headers().get(ALLOW_ORIGIN), origin);
            assertEquals("Origin", preflight.header("vary"), origin);
            Reply answer = get(rig, listed, "/v1/models", origin);
            assertEquals(403, answer.status(), origin);
            assertNull(answer.headers().get(ALLOW_ORIGIN), origin);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aPageCanReadErrorsToo(Rig rig) throws IOException {
        Gateway listed = rig.gatewayWith(config -> Changed.auth(
                Changed.origins(config, PAGE), Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API))));
        assertEquals(204, preflight(rig, listed, PAGE, "authorization").status(), "browsers send no key with it");
        Reply refused = get(rig, listed, "/v1/models", PAGE);
        assertEquals(401, refused.status());
        assertEquals(PAGE, refused.header(ALLOW_ORIGIN));
        assertEquals(PAGE, get(rig, listed, "/nothing", PAGE).header(ALLOW_ORIGIN));
    }

    @GatewayTest(transport = Transport.H1)
    void aPageCanReadWhatIsRefusedBeforeAnyRoute(Rig rig) throws IOException {
        Gateway listed = rig.gatewayWith(config -> Changed.origins(config, PAGE));
        try (RawCaller caller = new RawCaller(listed.url())) {
            Reply refused = caller.send(
                            "GET /v1/models/%ff HTTP/1.1\r\nHost: localhost\r\nOrigin: " + PAGE + "\r\n\r\n")
                    .reply();
            assertEquals(400, refused.status());
            assertEquals(PAGE, refused.header(ALLOW_ORIGIN));
            assertEquals("Origin", refused.header("vary"));
            assertEquals("poe", refused.header("x-poe-gateway-source"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void allPagesMustBeMeant(Rig rig) throws IOException {
        Gateway all = rig.gatewayWith(config -> Changed.origins(config, "*"));
        assertEquals("*", preflight(rig, all, "https://any.example", "x-any").header(ALLOW_ORIGIN));
        Reply answer = get(rig, all, "/v1/models", "https://any.example");
        assertEquals(200, answer.status());
        assertEquals("*", answer.header(ALLOW_ORIGIN));
    }

    @GatewayTest(transport = Transport.H1)
    void oddNamesOfHeadersAreNotReflected(Rig rig) throws IOException {
        Gateway listed = rig.gatewayWith(config -> Changed.origins(config, PAGE));
        Reply preflight = preflight(rig, listed, PAGE, "a<script>");
        assertEquals(204, preflight.status());
        assertNull(preflight.headers().get("access-control-allow-headers"));
    }

    private static Reply preflight(Rig rig, Gateway gateway, String origin, String headers) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(gateway.url() + "/v1/chat/completions")
                        .method("OPTIONS", null)
                        .header("origin", origin)
                        .header("access-control-request-method", "POST")
                        .header("access-control-request-headers", headers)
                        .build()));
    }

    private static Reply get(Rig rig, Gateway gateway, String path, String origin) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(gateway.url() + path)
                        .header("origin", origin)
                        .build()));
    }
}
