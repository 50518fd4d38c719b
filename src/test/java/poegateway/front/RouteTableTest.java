package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.ClientFailure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.OpenAiErrors;

final class RouteTableTest {
    private static final Route LIST = new Route("GET", "/v1/models", exchange -> {});
    private static final Route ONE = new Route("GET", "/v1/models/<id>", exchange -> {});
    private static final Route SPECIAL = new Route("GET", "/v1/models/special", exchange -> {});
    private static final Route CANCEL = new Route("POST", "/v1/jobs/{id}/cancel", exchange -> {});
    private static final Route ROOT = new Route("GET", "/", Route.Access.OPEN, exchange -> {});
    private static final ErrorForm ERRORS = new OpenAiErrors();
    private static final ErrorForm OTHERS = new OpenAiErrors();

    private final RouteTable table = RouteTable.of(
            List.of(new Surface(ERRORS, List.of(LIST, ONE, SPECIAL, CANCEL)), new Surface(OTHERS, List.of(ROOT))));

    @Test
    void aRouteIsFoundByMethodAndPathAndBringsTheErrorsOfItsSurface() {
        RouteTable.Match list = table.find("GET", "/models").orElseThrow();
        assertSame(LIST, list.route());
        assertSame(ERRORS, list.errors());
        assertSame(OTHERS, table.find("GET", "/").orElseThrow().errors());
        assertEquals(Optional.empty(), table.find("POST", "/models"));
        assertEquals(Optional.empty(), table.find("GET", "/nothing"));
        assertEquals(Optional.empty(), table.find("get", "/models"));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o,gpt-4o", "a/b,a/b", "a%2Fb,a/b", "a%20b,a b", "a+b,a+b", "%C3%A4,ä", "x.y,x.y"})
    void aPlaceholderOfSeveralSegmentsIsDecoded(String written, String id) {
        RouteTable.Match found = table.find("GET", "/models/" + written).orElseThrow();
        assertSame(ONE, found.route());
        assertEquals("/v1/models/{id}", found.label());
        assertEquals(Map.of("id", id), found.parameters());
    }

    @Test
    void aPlaceholderOfOneSegmentHoldsNoSlash() {
        assertEquals(
                Map.of("id", "a b"),
                table.find("POST", "/jobs/a%20b/cancel").orElseThrow().parameters());
        assertEquals(Optional.empty(), table.find("POST", "/jobs/a/b/cancel"));
        assertEquals(Optional.empty(), table.find("POST", "/jobs//cancel"));
        assertEquals(Optional.empty(), table.find("POST", "/jobs/a/cancel/b"));
        assertEquals(List.of("POST"), table.methods("/jobs/a/cancel"));
    }

    @Test
    void aPathWithoutPlaceholdersGoesBeforeOneWithThem() {
        assertSame(SPECIAL, table.find("GET", "/models/special").orElseThrow().route());
    }

    @Test
    void failuresNearARouteAreSaidInItsWords() {
        ErrorForm far = new OpenAiErrors();
        assertSame(ERRORS, table.errors("/models", far));
        assertSame(ERRORS, table.errors("/models/x/y", far));
        assertSame(far, table.errors("/modelsx", far));
        assertSame(far, table.errors("/", far));
        assertSame(far, table.errors("/*", far));
        assertSame(far, table.errors("", far));
    }

    @Test
    void whatAPatternSaysLiterallyIsNoExpression() {
        RouteTable dotted =
                RouteTable.of(List.of(new Surface(ERRORS, List.of(new Route("GET", "/a.b/{id}", exchange -> {})))));
        assertTrue(dotted.find("GET", "/a.b/c").isPresent());
        assertEquals(Optional.empty(), dotted.find("GET", "/aXb/c"));
    }

    @Test
    void whatHasGetHasHeadAndWhatHasNotHasNone() {
        assertSame(LIST, table.find("HEAD", "/models").orElseThrow().route());
        assertSame(ONE, table.find("HEAD", "/models/x").orElseThrow().route());
        assertEquals(Optional.empty(), table.find("HEAD", "/jobs/a/cancel"));
        assertEquals(
                new ClientFailure.MethodNotAllowed("HEAD", List.of("POST")), table.missing("HEAD", "/jobs/a/cancel"));
    }

    @Test
    void methodsAreThoseOfAllRoutesOfThePath() {
        assertEquals(List.of("GET", "HEAD"), table.methods("/models"));
        assertEquals(List.of("GET", "HEAD"), table.methods("/models/a/b"));
        assertEquals(List.of("GET", "HEAD"), table.methods("/"));
        assertEquals(List.of(), table.methods("/models/"));
        assertEquals(List.of(), table.methods("/nothing"));
    }

    @Test
    void theWholeServerHasTheMethodsOfAllPaths() {
        assertEquals(List.of("GET", "HEAD", "POST"), table.options(RouteTable.WHOLE_SERVER));
        assertEquals(List.of("GET", "HEAD"), table.options("/models"));
        assertEquals(List.of(), table.methods(RouteTable.WHOLE_SERVER));
    }

    @Test
    void whatIsMissingIsAMethodAnEndpointOrAPath() {
        assertEquals(
                new ClientFailure.MethodNotAllowed("PUT", List.of("GET", "HEAD")), table.missing("PUT", "/models"));
        assertEquals(
                "unsupported_endpoint", table.missing("POST", "/responses/r").code());
        assertEquals("unknown_url", table.missing("POST", "/nothing").code());
        assertTrue(table.missing("POST", "/nothing").message().contains("/v1"));
    }

    @Test
    void aPartOfTheTableHasItsRoutesAlone() {
        RouteTable open = table.only(route -> route.access() == Route.Access.OPEN);
        assertEquals(List.of(ROOT), open.routes());
        assertTrue(open.find("GET", "/").isPresent());
        assertEquals(Optional.empty(), open.find("GET", "/models"));
    }
}
