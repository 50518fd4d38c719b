package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.meter.OpenMetrics;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

class MetricsIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    /** Poe's spelling, as its list has it. */
    private static final String LABEL = "claude-sonnet-4.6";

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (counter|gauge|info|histogram\\*?|summary) ");

    @GatewayTest
    void aScrapeIsSoundAndHoldsWhatIsDocumentedAndNothingElse(Rig rig) throws IOException {
        drive(rig);
        OpenMetrics read = scrape(rig);
        Set<String> shown = new TreeSet<>();
        read.types()
                .forEach((name, type) -> shown.add(
                        switch (type) {
                            case "counter" -> name + "_total";
                            case "info" -> name + "_info";
                            default -> name;
                        }));
        assertEquals(documented(), shown);
    }

    @GatewayTest
    void requestsAreCountedByRouteOutcomeAndStatus(Rig rig, TestDialect dialect) {
        answered(rig, dialect, MODEL, false);
        answered(rig, dialect, MODEL, true);
        rig.poe().enqueue(Scripts.error(400, "invalid_request_error", "No."));
        rig.ask(dialect, MODEL, false);
        rig.poe().enqueue(dialect.brokenBy(dialect.failing(500, "provider_error"), "half"));
        rig.ask(dialect, MODEL, true);
        rig.get("/no/such/path?secret=1");
        OpenMetrics read = scrape(rig);
        assertEquals(2, requests(read, dialect.path(), "ok", "200"));
        assertEquals(1, requests(read, dialect.path(), "upstream_4xx", "400"));
        assertEquals(1, requests(read, dialect.path(), "upstream_5xx", "200"));
        assertEquals(1, requests(read, "none", "client_bad", "404"));
        assertEquals(2, read.value("poe_gateway_caller_requests_total", Map.of("key", "anybody", "outcome", "ok")));
        assertEquals(4, read.value("poe_gateway_overhead_seconds_count", Map.of()));
        assertEquals(4, read.value("poe_gateway_upstream_attempts_total", Map.of("reason", "first")));
        assertEquals(1, read.value("poe_gateway_inflight", Map.of())); // the scrape itself
        assertEquals(0, read.value("poe_gateway_streams_active", Map.of()));
    }

    @GatewayTest
    void aModelIsNamedOnlyIfAListNamesIt(Rig rig, TestDialect dialect) {
        answered(rig, dialect, MODEL, true);
        answered(rig, dialect, "pasted-by-mistake", false);
        OpenMetrics read = scrape(rig);
        assertEquals(1, uses(read, LABEL));
        assertFalse(scrapeText(rig).contains("pasted"), "any text would do for a name");
    }

    @GatewayTest
    void usageIsCountedWhetherTheCallerAskedForItOrNot(Rig rig) {
        rig.get("/v1/models");
        Reply whole = rig.chat(MODEL, false);
        rig.chat(MODEL, true);
        double tokens = whole.json().at("/usage/completion_tokens").asDouble();
        assertTrue(tokens > 0, whole.body());
        Map<String, String> labels = Map.of("gen_ai_request_model", LABEL, "gen_ai_token_type", "output");
        OpenMetrics read = scrape(rig);
        assertEquals(2, read.value("gen_ai_client_token_usage_count", labels));
        assertEquals(2 * tokens, read.value("gen_ai_client_token_usage_sum", labels));
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsNoHttpIsCountedToo(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            assertEquals(
                    400,
                    caller.send("GET /v1/models HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n")
                            .reply()
                            .status());
        }
        assertEquals(1, requests(scrape(rig), "none", "client_bad", "400"));
    }

    @GatewayTest(transport = Transport.H1)
    void textIsForThoseWhoAskForNothing(Rig rig) {
        rig.get("/health/live");
        rig.awaitQuiet();
        Reply reply = rig.get("/metrics");
        assertTrue(reply.header("content-type").startsWith("text/plain"), reply.header("content-type"));
        assertTrue(reply.header("content-type").contains("version=0.0.4"), reply.header("content-type"));
        assertTrue(reply.body().contains("# TYPE poe_gateway_requests_total counter"), reply.body());
    }

    private static void drive(Rig rig) throws IOException {
        rig.get("/v1/models");
        rig.chat(MODEL, false);
        rig.chat(MODEL, true);
        rig.chat("error-429", false);
        rig.chat("error-mid-stream", true);
        rig.get("/health/live");
        rig.read(rig.caller().newCall(withTool(rig)));
    }

    private static Request withTool(Rig rig) {
        String body = "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"What is 6 * 7?\"}]}";
        return new Request.Builder()
                .url(rig.gateway().url() + "/v1/chat/completions")
                .header("x-poe-gateway-tools", "calculator")
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
    }

    private static void answered(Rig rig, TestDialect dialect, String model, boolean stream) {
        rig.poe().enqueue(dialect.answer("hello", stream));
        assertEquals(200, rig.ask(dialect, model, stream).status());
    }

    private static double requests(OpenMetrics read, String route, String outcome, String status) {
        return read.value("poe_gateway_requests_total", Map.of("route", route, "outcome", outcome, "status", status));
    }

    private static double uses(OpenMetrics read, String model) {
        return read.value("gen_ai_client_operation_duration_seconds_count", Map.of("gen_ai_request_model", model));
    }

    private static OpenMetrics scrape(Rig rig) {
        return OpenMetrics.read(scrapeText(rig));
    }

    private static String scrapeText(Rig rig) {
        rig.awaitQuiet(); // a caller may have its answer before the request is counted
        Request request = new Request.Builder()
                .url(rig.gateway().url() + "/metrics")
                .header("accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3")
                .build();
        Reply reply = rig.read(rig.caller().newCall(request));
        assertTrue(reply.header("content-type").startsWith("application/openmetrics-text"), reply::toString);
        return reply.body();
    }

    /** Every name of the tables; those marked with * have a maximum too. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("docs", "metrics.md")))
                .results()
                .toList()) {
            names.add(row.group(1));
            if (row.group(2).endsWith("*")) {
                names.add(row.group(1) + "_max");
            }
        }
        assertTrue(names.size() > 20, names::toString);
        return names;
    }
}
