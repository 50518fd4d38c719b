package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.againAfter;
import static poegateway.faults.Verdict.againAnyTime;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import poegateway.core.failure.Failure;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Rows 30 and 32 to 36: complete refusals that may pass. The gateway asks once more, and waits as long as Poe says. */
class RetryFaultIT {
    private static final Duration FIRST_BACKOFF_MAX = Duration.ofMillis(250);

    @GatewayTest(simulated = true)
    void whatFailsOnceSucceedsTheSecondTime(Rig rig, TestDialect dialect) {
        for (String model : List.of("once-408", "once-429", "once-500", "once-502", "once-503", "once-529")) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, dialect, 2, model, stream);
                assertEquals(200, reply.status(), reply.body());
                assertTrue(reply.text().contains(model), reply.body());
                assertEquals("2", reply.headers().get("x-poe-gateway-attempts"));
                assertTrue(rig.time().sleeps().getLast().compareTo(FIRST_BACKOFF_MAX) <= 0);
            }
        }
        assertEquals(12, rig.time().sleeps().size());
    }

    @GatewayTest(simulated = true)
    void theWaitThatPoeNamesIsKept(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, dialect, 2, "once-429-retry-after-2", stream);
            assertEquals(200, reply.status(), reply.body());
        }
        said(asked(rig, dialect, false, limited("15"), dialect.whole("at last")), "at last");
        assertEquals(
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(15)),
                rig.time().sleeps());
    }

    @GatewayTest(simulated = true)
    void aDateThatIsNearIsWaitedFor(Rig rig, TestDialect dialect) {
        refused(asked(rig, dialect, 2, "error-429-retry-after-http-date", false), 429, "rate_limit_exceeded");
        Duration waited = rig.time().sleeps().getFirst();
        assertTrue(waited.compareTo(Duration.ofSeconds(1)) > 0, () -> "waited " + waited);
        assertTrue(waited.compareTo(Duration.ofSeconds(2)) <= 0, () -> "waited " + waited);
    }

    @GatewayTest(simulated = true)
    void aLimitIsPassedOnWhenItsWaitIsLongOrOverOrNotUnderstood(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            assertLimited(asked(rig, dialect, 1, "error-429-retry-after-300", stream), "300", "59999");
            assertLimited(asked(rig, dialect, 1, "error-429-retry-after-past-date", stream), "5", "5000");
            assertLimited(asked(rig, dialect, 1, "error-429-retry-after-garbage", stream), "5", "5000");
            assertLimited(asked(rig, dialect, stream, limited("16")), "16", "16000");
            assertLimited(asked(rig, dialect, stream, limited("Thu, 01 Jan 2099 00:00:00 GMT")), "2290593600", "59999");
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest(simulated = true)
    void aLimitWithoutAWaitIsTriedOnceMore(Rig rig, TestDialect dialect) {
        for (String model : List.of("error-429", "error-429-code", "error-429-upstream")) {
            for (boolean stream : BOTH) {
                assertLimited(asked(rig, dialect, 2, model, stream), "5", "5000");
            }
        }
        assertLimited(asked(rig, dialect, 2, "error-429-retry-after-2", false), "2", "2000");
    }

    @GatewayTest(simulated = true)
    void aServerThatKeepsFailingIsABadGateway(Rig rig, TestDialect dialect) {
        for (String model : List.of("error-500", "error-502", "error-empty", "error-html", "error-code-internal")) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, dialect, 2, model, stream);
                refused(reply, 502, "upstream_error");
                againAnyTime(reply);
            }
        }
        assertEquals(10, rig.time().sleeps().size());
    }

    @GatewayTest(simulated = true)
    void aModelThatDoesNotStartIsATimeOutAfterTheSecondTime(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, dialect, 2, "error-408", stream);
            refused(reply, 504, "upstream_timeout");
            againAnyTime(reply);
        }
    }

    @GatewayTest(simulated = true)
    void anOverloadedPoeIsSaidWithAWait(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            assertOverloaded(asked(rig, dialect, 2, "error-503", stream), "5", "5000");
            assertOverloaded(asked(rig, dialect, 2, "error-529", stream), "5", "5000");
            assertOverloaded(asked(rig, dialect, 2, "error-503-retry-after-0", stream), "1", "1000");
            assertOverloaded(asked(rig, dialect, 2, "error-503-retry-after-2", stream), "2", "2000");
        }
        assertEquals(
                2,
                rig.time().sleeps().stream()
                        .filter(Duration.ofSeconds(2)::equals)
                        .count());
    }

    @GatewayTest
    void anErrorAsFirstEventIsTriedAgainByItsType(Rig rig, TestDialect dialect) {
        Script overloaded = dialect.brokenBy(dialect.failing(529, "overloaded_error"));
        assertOverloaded(asked(rig, dialect, true, overloaded, overloaded), "5", "5000");
        Script limited = dialect.brokenBy(dialect.failing(429, "rate_limit_error") + dialect.end());
        assertLimited(asked(rig, dialect, true, limited, limited), "5", "5000");
        Script failing = dialect.brokenBy(dialect.failing(500, "provider_error"));
        refused(asked(rig, dialect, true, failing, failing), 502, "upstream_error");
        Reply second = asked(rig, dialect, true, failing, dialect.stream("no", "w"));
        assertEquals(dialect.streamed("no", "w"), second.body());
        assertEquals("2", second.headers().get("x-poe-gateway-attempts"));
        assertEquals(4, rig.time().sleeps().size());
    }

    @GatewayTest
    void theSecondAnswerIsTheOneThatCounts(Rig rig, TestDialect dialect) {
        Script overloaded = Scripts.error(503, "api_error", "Closed for a moment.");
        Script refusal = Scripts.error(400, "invalid_request_error", "And wrong besides.");
        Reply reply = asked(rig, dialect, false, overloaded, refusal);
        refused(reply, 400, "invalid_value");
        Reply closed = asked(
                rig,
                false,
                overloaded,
                dialect.whole("x").with(new poegateway.simulator.script.Mishap.CloseBeforeHead()));
        refused(closed, 502, "upstream_closed");
    }

    private static Script limited(String retryAfter) {
        String body = "{\"error\":{\"message\":\"Rate limit reached.\",\"type\":\"rate_limit_error\",\"code\":429}}";
        return Scripts.json(429, body, Map.of("retry-after", retryAfter));
    }

    private static void assertLimited(Reply reply, String seconds, String millis) {
        refused(reply, 429, "rate_limit_exceeded");
        assertEquals(reply.dialect().kind(Failure.Kind.RATE_LIMITED), reply.errorKind(), reply::body);
        againAfter(reply, seconds, millis);
    }

    private static void assertOverloaded(Reply reply, String seconds, String millis) {
        refused(reply, 503, "upstream_overloaded");
        againAfter(reply, seconds, millis);
        assertEquals("2", reply.header("x-poe-gateway-attempts"));
    }
}
