package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import poegateway.core.ClientFailure;

final class RouteTableTest {
    private static final Route LIST = new Route("GET", "/v1/models", exchange -> {});
    private static final Route ONE = new Route("GET", "/v1/models/<id>", exchange -> {});
    private static final Route HEAD = new Route("HEAD", "/", Route.Access.OPEN, exchange -> {});
    private static final Route ROOT = new Route("GET", "/", Route.Access.OPEN, exchange -> {});

    private final RouteTable table = new RouteTable(List.of(LIST, ONE, HEAD, ROOT));

    @Test
    void methodsAreThoseOfAllRoutesOfThePath() {
        assertEquals(List.of("GET"), table.methods("/models"));
        assertEquals(List.of("GET"), table.methods("/models/a/b"));
        assertEquals(List.of("HEAD", "GET"), table.methods("/"));
        assertEquals(List.of(), table.methods("/models/"));
        assertEquals(List.of(), table.methods("/nothing"));
    }

    @Test
    void theWholeServerHasTheMethodsOfAllPaths() {
        assertEquals(List.of("GET", "HEAD"), table.options(RouteTable.WHOLE_SERVER));
        assertEquals(List.of("GET"), table.options("/models"));
        assertEquals(List.of(), table.methods(RouteTable.WHOLE_SERVER));
    }

    @Test
    void whatIsMissingIsAMethodAnEndpointOrAPath() {
        assertEquals(new ClientFailure.MethodNotAllowed("PUT", List.of("GET")), table.missing("PUT", "/models"));
        assertEquals(
                "unsupported_endpoint", table.missing("POST", "/responses/r").code());
        assertEquals("unknown_url", table.missing("POST", "/nothing").code());
        assertTrue(table.missing("POST", "/nothing").message().contains("/v1"));
    }

    @Test
    void aPartOfTheTableHasItsRoutesAlone() {
        RouteTable open = table.only(route -> route.access() == Route.Access.OPEN);
        assertEquals(List.of(HEAD, ROOT), open.routes());
        assertTrue(open.has(ROOT));
        assertFalse(open.has(LIST));
    }
}
