package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.dialect.chat.Schemas;
import poegateway.front.Route;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Every route, tried by everybody: what happens is what docs/security.md says. */
class RouteAccessIT {
    private static final Path PAGE = Path.of("docs/security.md");
    private static final String BEGIN = "<!-- table of routes -->\n";
    private static final String END = "<!-- end of table -->\n";

    private static final String API = Keyring.key(1);
    private static final String METRICS = Keyring.key(2);
    private static final String ADMIN = Keyring.key(7);
    private static final String REVOKED = Keyring.key(4);
    private static final String EXPIRED = Keyring.key(5);
    private static final String UNKNOWN = Keyring.key(6);

    private static final Map<String, String> ANTHROPIC_TYPES = Map.of(
            "invalid_api_key", "authentication_error",
            "key_in_url", "invalid_request_error",
            "missing_scope", "permission_error");

    @GatewayTest(transport = Transport.H1)
    void thePageHasTheTableOfRoutes(Rig rig) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String table = table(rig.gateway().routes());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertEquals(
                table,
                page.substring(from, to),
                "docs/security.md is out of date: run mvn test -Dtest=RouteAccessIT -Ddocs.write=true");
    }

    @GatewayTest
    void whoeverHasNoRightKeyGetsOnlyWhatIsOpen(Rig rig) {
        closed(rig);
        Map<String, Visitor> strangers = new LinkedHashMap<>();
        strangers.put("no key", Visitor.nobody());
        strangers.put("an unknown key", Visitor.with(UNKNOWN));
        strangers.put("an unknown x-api-key", Visitor.withApiKey(UNKNOWN));
        strangers.put("a damaged key", Visitor.with(Keyring.damaged(API)));
        strangers.put("a revoked key", Visitor.with(REVOKED));
        strangers.put("an expired key", Visitor.with(EXPIRED));
        strangers.put("two keys", Visitor.withTwo(API, METRICS));
        strangers.put("another scheme", new Visitor(Optional.of("Basic " + API), Optional.empty(), ""));
        strangers.forEach((who, visitor) -> {
            for (Route route : rig.gateway().routes()) {
                Reply reply = visitor.uses(rig, rig.gateway(), route);
                expect(route, who, reply, 401, "invalid_api_key");
            }
        });
        rig.awaitQuiet();
        assertEquals(0, rig.poe().census().arrivals(), "Poe must not hear of strangers");
    }

    @GatewayTest(transport = Transport.H1)
    void aForeignKeyBesideAGoodOneDoesNotMatter(Rig rig) {
        closed(rig);
        for (Visitor visitor : List.of(Visitor.withTwo("sk-foreign", API), Visitor.withTwo(API, "sk-foreign"))) {
            assertEquals(
                    200, visitor.uses(rig, rig.gateway(), "GET", "/v1/models").status());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyInTheUrlIsRefusedEvenBesideARightOne(Rig rig) {
        closed(rig);
        for (String query : List.of("?key=x", "?a=b&API_KEY=x", "?access_token=", "?token", "?q=" + API)) {
            for (Route route : rig.gateway().routes()) {
                expect(route, query, Visitor.withUrl(query).uses(rig, rig.gateway(), route), 400, "key_in_url");
            }
        }
        assertEquals(
                200,
                Visitor.withUrl("?limit=3&monkey=x")
                        .uses(rig, rig.gateway(), "GET", "/v1/models")
                        .status());
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyOpensWhatItsScopesSayAndNothingElse(Rig rig) {
        closed(rig);
        Map<String, Set<Route.Access>> opened = Map.of(
                API, Set.of(Route.Access.API, Route.Access.API_OF_OWN_HOST),
                METRICS, Set.of(Route.Access.METRICS),
                ADMIN, Set.of(Route.Access.ADMIN));
        opened.forEach((key, access) -> {
            for (Visitor visitor : List.of(Visitor.with(key), Visitor.withApiKey(key), Visitor.withTwo(key, key))) {
                for (Route route : rig.gateway().routes()) {
                    Reply reply = visitor.uses(rig, rig.gateway(), route);
                    if (access.contains(route.access())) {
                        assertFalse(Set.of(401, 403).contains(reply.status()), () -> route.path() + reply.body());
                    } else {
                        expect(route, "another scope", reply, 403, "missing_scope");
                    }
                }
            }
        });
    }

    @GatewayTest(transport = Transport.H1)
    void pathsThatDoNotExistAreNotToldToStrangers(Rig rig) {
        closed(rig);
        for (String path : List.of("/nothing", "/v1/nothing", "/v1/embeddings", "/v1/chat", "/mcp/x")) {
            assertEquals(
                    401, Visitor.nobody().uses(rig, rig.gateway(), "GET", path).status(), path);
            assertEquals(
                    404,
                    Visitor.nobody().uses(rig, rig.gateway(), "OPTIONS", path).status(),
                    path);
            assertEquals(
                    404, Visitor.with(API).uses(rig, rig.gateway(), "GET", path).status(), path);
        }
        assertEquals(
                401,
                Visitor.nobody()
                        .uses(rig, rig.gateway(), "DELETE", "/v1/models")
                        .status());
        assertEquals(
                405,
                Visitor.with(API)
                        .uses(rig, rig.gateway(), "DELETE", "/v1/models")
                        .status());
        Reply options = Visitor.nobody().uses(rig, rig.gateway(), "OPTIONS", "/v1/models");
        assertEquals(200, options.status());
        assertEquals("GET, HEAD", options.header("allow"));
    }

    @GatewayTest(transport = Transport.H1)
    void withoutKeysEverythingIsOpenToThisMachineAndAnyKeyIsIgnored(Rig rig) {
        List<Visitor> visitors =
                List.of(Visitor.nobody(), Visitor.with("sk-any"), Visitor.withTwo("sk-any", "sk-other"));
        for (Visitor visitor : visitors) {
            for (Route route : rig.gateway().routes()) {
                Reply reply = visitor.uses(rig, rig.gateway(), route);
                assertFalse(Set.of(401, 403).contains(reply.status()), () -> route.path() + reply.body());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void keysChangeWhileTheGatewayRuns(Rig rig) {
        assertEquals(
                200,
                Visitor.nobody().uses(rig, rig.gateway(), "GET", "/v1/models").status());
        AuthConfig auth = Keyring.auth(Keyring.known("ci", API, Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertEquals(
                401,
                Visitor.nobody().uses(rig, rig.gateway(), "GET", "/v1/models").status());
        assertEquals(
                200,
                Visitor.with(API).uses(rig, rig.gateway(), "GET", "/v1/models").status());
        rig.gateway().replaceKeys(auth, List.of(Keyring.revoked("ci", API)));
        Reply refused = Visitor.with(API).uses(rig, rig.gateway(), "GET", "/v1/models");
        assertEquals(401, refused.status());
        assertTrue(refused.error().path("message").asText().contains("revoked"), refused::body);
        assertEquals("false", refused.header("x-should-retry"));
    }

    private static void closed(Rig rig) {
        AuthConfig auth = Keyring.auth(
                Keyring.known("api", API, Scope.API),
                Keyring.known("metrics", METRICS, Scope.METRICS),
                Keyring.known("admin", ADMIN, Scope.ADMIN),
                Keyring.revoked("revoked", REVOKED),
                Keyring.expiring("expired", EXPIRED, rig.time().instant().plusSeconds(60)));
        rig.gateway().replaceKeys(auth, auth.keys());
        rig.advance(Duration.ofSeconds(61));
    }

    /** What is open answers everybody, what has links tells nobody anything without one; all else refuses as said. */
    private static void expect(Route route, String who, Reply reply, int status, String code) {
        String what = route.method() + " " + route.path() + " with " + who + ": " + reply.body();
        if (route.access() == Route.Access.OPEN) {
            assertEquals(200, reply.status(), what);
        } else if (route.access() == Route.Access.LINK) {
            assertEquals(404, reply.status(), what);
        } else {
            assertEquals(status, reply.status(), what);
            assertTrue(saysCode(route, reply, code), what);
        }
    }

    /** Bots say it in an event, MCP in the data of an error; Anthropic's form has a type, and no place for the code. */
    private static boolean saysCode(Route route, Reply reply, String code) {
        if (route.path().contains("/messages")) {
            assertEquals(List.of(), Schemas.ANTHROPIC_ERROR.faults(reply.body()), reply.body());
            return reply.json().at("/error/type").asText().equals(ANTHROPIC_TYPES.get(code));
        }
        if (route.path().equals("/mcp")) {
            return reply.json().at("/error/data/code").asText().equals(code);
        }
        return reply.body().startsWith("event: error")
                ? reply.body().contains('"' + code + '"')
                : code.equals(reply.errorCode());
    }

    private static String table(List<Route> routes) {
        StringBuilder table = new StringBuilder("| method | path | who |\n|---|---|---|\n");
        routes.stream()
                .map(route -> "| " + route.method() + " | `" + documented(route.path()) + "` | " + who(route.access())
                        + " |\n")
                .sorted()
                .forEach(table::append);
        return table.toString();
    }

    private static String who(Route.Access access) {
        return switch (access) {
            case OPEN -> "everybody";
            case LINK -> "who has its link";
            case API -> "scope `api`";
            case API_OF_OWN_HOST -> "scope `api`, at the gateway's own host, from no other page";
            case METRICS -> "scope `metrics`";
            case ADMIN -> "scope `admin`";
        };
    }

    /** As openapi.yaml writes paths; a placeholder that takes slashes too is written otherwise in code. */
    private static String documented(String path) {
        return path.replace('<', '{').replace('>', '}');
    }
}
