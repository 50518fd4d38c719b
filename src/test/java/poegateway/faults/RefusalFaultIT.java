package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.says;
import static poegateway.faults.Verdict.withHeaders;

import java.util.List;
import java.util.Map;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Scripts;

/** Rows 24 to 31: Poe refuses the request. It was asked once, its words are kept, and clients do not send it again. */
class RefusalFaultIT {
    private record Refusal(String model, int status, String code, String words) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("error-400", 400, "invalid_value", "The request is malformed."),
            new Refusal("error-400-effort", 400, "invalid_value", "Supported values are: 'medium'."),
            new Refusal("error-400-summary", 400, "unsupported_parameter", "reasoning.summary"),
            new Refusal("error-400-tools", 400, "unsupported_feature_for_model", "does not support tool calling"),
            new Refusal("error-400-functions", 400, "unsupported_feature", "Functions are not supported"),
            new Refusal("error-404-tools", 400, "unsupported_feature", "tools is not supported in this model."),
            new Refusal("error-400-long", 400, "context_length_exceeded", "prompt is too long"),
            new Refusal("error-code-string", 400, "invalid_parameter", "A string code."),
            new Refusal("error-code-integer", 400, "invalid_value", "The code is a number."),
            new Refusal("error-code-missing", 400, "invalid_value", "No code here."),
            new Refusal("error-nested-json", 400, "invalid_value", "does not support thinking"),
            new Refusal("error-string", 400, "invalid_value", "only words"),
            new Refusal("error-401", 502, "upstream_auth", "POE_API_KEY"),
            new Refusal("error-code-invalid-key", 502, "upstream_auth", "POE_API_KEY"),
            new Refusal("error-402", 402, "insufficient_quota", "poe.com/api/keys"),
            new Refusal("error-402-points", 402, "insufficient_quota", "Not enough points."),
            new Refusal("error-403-moderation", 403, "moderation_error", "flagged by moderation"),
            new Refusal("error-404-model", 404, "model_not_found", "error-404-model"),
            new Refusal("error-code-model-400", 404, "model_not_found", "error-code-model-400"),
            new Refusal("error-413", 413, "request_too_large", "over the context"),
            new Refusal("error-422", 422, "invalid_value", "Unprocessable."));

    @GatewayTest(simulated = true)
    void whatPoeRefusesIsAskedOnceAndSaidInItsWords(Rig rig, TestDialect dialect) {
        for (Refusal refusal : REFUSALS) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, dialect, 1, refusal.model(), stream);
                refused(reply, refusal.status(), refusal.code());
                notAgain(reply);
                says(reply, refusal.words());
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void theFieldThatPoeBlamesIsNamed(Rig rig) {
        assertEquals(
                "model",
                asked(rig, 1, "error-400-tools", false).error().path("param").asText());
        assertTrue(asked(rig, 1, "error-400", false).error().path("param").isNull());
    }

    @GatewayTest
    void anUnknownModelIsAnsweredWithTheClosestThree(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(Scripts.error(404, "not_found_error", "The model does not exist."));
        Reply reply = asked(rig, dialect, 1, "claude-sonet-4.6", false);
        refused(reply, 404, "model_not_found");
        notAgain(reply);
        says(reply, "claude-sonnet-4.6");
        String closest = reply.errorMessage().replaceFirst(".*Closest: ", "");
        assertEquals(3, closest.split(", ").length, closest);
        assertEquals(0, rig.poe().arrivals("/v1/models"));
    }

    @GatewayTest
    void aRefusalAsFirstEventHasTheStatusOfARefusal(Rig rig, TestDialect dialect) {
        Reply refused = asked(rig, dialect, true, dialect.brokenBy(dialect.failing(400, "invalid_request_error")));
        refused(refused, 400, "invalid_value");
        notAgain(refused);
        says(refused, "It went wrong.");
        Reply key = asked(rig, dialect, true, dialect.brokenBy(dialect.failing(401, "authentication_error")));
        refused(key, 502, "upstream_auth");
        Reply points = asked(
                rig, dialect, true, dialect.brokenBy(dialect.failing(402, "insufficient_credits") + dialect.end()));
        refused(points, 402, "insufficient_quota");
        notAgain(points);
    }

    @GatewayTest
    void keysThatPoeQuotesAreBlackedOut(Rig rig, TestDialect dialect) {
        String words = "Incorrect API key provided: sk-abcdefgh12345678. Bearer abcdefghijklmnop is wrong.";
        Reply reply = asked(rig, dialect, false, Scripts.error(400, "invalid_request_error", words));
        refused(reply, 400, "invalid_value");
        assertFalse(reply.body().contains("abcdefgh"), reply.body());
        says(reply, "Incorrect API key provided: ***");
    }

    @GatewayTest
    void headersThatNamePoesEdgeStayBehind(Rig rig, TestDialect dialect) {
        Map<String, String> edge = Map.of(
                "set-cookie", "p-b=secret",
                "alt-svc", "h3=\":443\"",
                "strict-transport-security", "max-age=1; includeSubDomains; preload",
                "cf-ray", "1",
                "server", "cloudflare",
                "access-control-allow-origin", "*",
                "x-request-id", "poe-1");
        rig.poe().enqueue(Scripts.json(400, "{\"error\":{\"message\":\"No.\"}}", edge));
        Reply refusal = rig.ask(dialect, "m", false);
        rig.poe().enqueue(withHeaders(dialect.whole("yes"), edge));
        Reply answer = rig.ask(dialect, "m", false);
        for (Reply reply : List.of(refusal, answer)) {
            edge.keySet().stream()
                    .filter(name -> !name.equals("x-request-id"))
                    .forEach(name -> assertNull(reply.headers().get(name), name));
            assertFalse("poe-1".equals(reply.headers().get("x-request-id")), "Poe's id is not ours");
        }
        assertEquals(200, answer.status(), answer.body());
        assertEquals("poe-1", answer.headers().get("x-poe-request-id"));
        assertEquals(2, rig.poe().arrivals(dialect.pathAtPoe()));
    }
}
