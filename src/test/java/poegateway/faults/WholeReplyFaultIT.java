package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.badOverHttp1;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;
import static poegateway.faults.Verdict.whileTimePasses;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A reply that should be whole: nothing of it has been forwarded when it goes wrong, so its status is always true. */
class WholeReplyFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @GatewayTest(simulated = true)
    void aBodyThatIsCutIsAClosedConnection(Rig rig, TestDialect dialect) {
        for (String model : List.of("mishap-reset-mid-body", "mishap-close-mid-body", "mishap-reset-after-head")) {
            Reply reply = asked(rig, dialect, 1, model, false);
            refused(reply, 502, "upstream_closed");
            notAgain(reply);
        }
    }

    @GatewayTest(simulated = true)
    void aBodyShortOfItsLengthIsAClosedConnection(Rig rig, TestDialect dialect) {
        Reply reply = asked(rig, dialect, 1, "mishap-short-length", false);
        refused(reply, 502, "upstream_closed");
        notAgain(reply);
    }

    @GatewayTest
    void brokenJsonIsABadResponseAndItsTextStaysHere(Rig rig) {
        for (Script broken : List.of(
                Scripts.json(200, "{\"choices\":[{\"private\":"),
                Scripts.json(200, ""),
                Scripts.json(200, "[1]"),
                Scripts.json(200, "{}"),
                Scripts.json(200, "private"),
                ChatScripts.chat("x").with(new Mishap.EndEarly(0)))) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, stream, broken);
                refused(reply, 502, "upstream_bad_response");
                notAgain(reply);
                assertFalse(reply.body().contains("private"), reply.body());
            }
        }
    }

    @GatewayTest(simulated = true)
    void bytesThatAreNoUtf8AreABadResponse(Rig rig, TestDialect dialect) {
        Reply reply = asked(rig, dialect, 1, "body-bad-utf8", false);
        refused(reply, 502, "upstream_bad_response");
        notAgain(reply);
    }

    @GatewayTest(settings = "upstream.reply-limit=256KiB")
    void aReplyOverTheLimitIsTooLargeAndPoeIsHungUpOn(Rig rig, TestDialect dialect) throws Exception {
        Script endless = dialect.whole("x").with(new Mishap.EndlessLine(0, 64 << 20));
        Reply reply = asked(rig, dialect, false, endless);
        refused(reply, 502, "upstream_too_large");
        notAgain(reply);
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertTrue(
                rig.poe().census().bytesSent() < 32 << 20,
                () -> "sent " + rig.poe().census());
    }

    @GatewayTest
    void aPageInsteadOfAReplyIsNamedAndNeverAskedForAgain(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            for (String text : List.of("<html>Sign in</html>", "", "Sign in")) {
                Script page = Scripts.whole(200, "text/html; charset=utf-8", text, Map.of());
                Reply reply = asked(rig, dialect, stream, page);
                refused(reply, 502, "upstream_bad_response");
                String named = text.isEmpty() ? "it is empty" : "text/html";
                assertTrue(reply.errorMessage().contains(named), reply.body());
                notAgain(reply);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void whatABodyIsIsToldByItsFirstByteWhateverItsTypeSays(Rig rig) {
        String json = ChatScripts.chat("as one").pieces().stream()
                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        String events = Streams.frames(Streams.FIRST, Streams.delta("as one"), Streams.END, Streams.DONE);
        for (String type : List.of("application/json", "text/event-stream", "text/plain", "application/octet-stream")) {
            for (String body : List.of(json, "\n \t" + json, events, ": hello\n\n" + events, "\uFEFF" + events)) {
                for (boolean stream : BOTH) {
                    Reply reply = asked(rig, stream, Scripts.whole(200, type, body, Map.of()));
                    assertEquals(200, reply.status(), reply.body());
                    assertTrue(reply.body().contains("\"as one\""), reply.body());
                    assertEquals(stream, reply.body().endsWith("data: [DONE]\n\n"), reply.body());
                }
            }
            for (String broken : List.of("{\"choices\":[{\"mess", "data: {\"id\":\n\n", "private")) {
                for (boolean stream : BOTH) {
                    Reply reply = asked(rig, stream, Scripts.whole(200, type, broken, Map.of()));
                    assertEquals(502, reply.status(), reply.body());
                    notAgain(reply);
                    assertFalse(reply.body().contains("private"), reply.body());
                }
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void aStatusThatLeavesOpenWhetherTheModelRanIsNeverRepeated(Rig rig, TestDialect dialect) {
        for (int status : List.of(204, 206, 504, 520, 524)) {
            for (boolean stream : BOTH) {
                Reply reply = asked(
                        rig, dialect, stream, Scripts.json(status, status == 204 ? "" : "{\"error\":{\"code\":503}}"));
                assertEquals(502, reply.status(), reply.body());
                notAgain(reply);
            }
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void anErrorAfterAWordOfTheModelIsNeverRepeated(Rig rig) {
        for (boolean overloaded : BOTH) {
            String error = overloaded ? Streams.error(529, "overloaded_error") : Streams.error(429, "rate_limit_error");
            Reply reply = asked(rig, false, Scripts.sse(Streams.chunk("{\"content\":\"par\"}", "null"), error));
            refused(reply, 502, overloaded ? "upstream_overloaded" : "rate_limit_exceeded");
            notAgain(reply);
        }
        Script both = Scripts.json(200, "{\"choices\":[{\"message\":{\"content\":\"par\"}}],\"error\":{\"code\":503}}");
        for (boolean stream : BOTH) {
            Reply reply = asked(rig, stream, both);
            refused(reply, 502, "upstream_overloaded");
            notAgain(reply);
        }
        assertEquals(List.of(), rig.time().sleeps());
    }

    @GatewayTest
    void anErrorUnderStatus200IsAnError(Rig rig, TestDialect dialect) {
        for (boolean stream : BOTH) {
            Script refusal = Scripts.json(200, Streams.error(400, "invalid_request_error"));
            refused(asked(rig, dialect, stream, refusal), 400, "invalid_value");
            Script overload = Scripts.json(200, Streams.error(529, "overloaded_error"));
            refused(asked(rig, dialect, stream, overload, overload), 503, "upstream_overloaded");
        }
    }

    @GatewayTest
    void aWholeReplyToAStreamIsSentAsOne(Rig rig) {
        Reply reply = asked(rig, true, ChatScripts.chat("all at once"));
        said(reply, "all at once");
        assertEquals(
                "text/event-stream;charset=utf-8", reply.header("content-type").replace(" ", ""));
        assertTrue(reply.header("x-poe-gateway-edits").contains("whole-to-stream"));
    }

    @GatewayTest
    void aStreamToAWholeRequestIsJoined(Rig rig) {
        Reply reply = asked(rig, false, ChatScripts.chatStream("word by word, \u00e9 and \ud83d\udc27", 3));
        said(reply, "word by word, \u00e9 and \ud83d\udc27");
        assertEquals("application/json", reply.header("content-type"));
        assertEquals("stop", reply.json().at("/choices/0/finish_reason").asText());
        assertTrue(reply.header("x-poe-gateway-edits").contains("stream-to-whole"));
    }

    @GatewayTest
    void aStreamToAWholeRequestThatIsCutHasATrueStatus(Rig rig) {
        Script cut = Scripts.sse(Streams.FIRST, Streams.delta("half an ans"));
        Reply truncated = asked(rig, false, cut);
        refused(truncated, 502, "upstream_truncated");
        notAgain(truncated);
        Reply closed = asked(rig, false, ChatScripts.chatStream("half", 1).with(new Mishap.CloseMidBody(2)));
        refused(closed, 502, "upstream_closed");
        notAgain(closed);
    }

    @GatewayTest
    void compressionThatNobodyAskedForIsUndone(Rig rig, TestDialect dialect) {
        said(asked(rig, dialect, false, dialect.whole("packed").with(new Mishap.Gzip(false))), "packed");
        said(asked(rig, dialect, true, dialect.stream("pack", "ed").with(new Mishap.Gzip(false))), "packed");
    }

    @GatewayTest
    void compressionThatIsCutIsABadResponse(Rig rig, TestDialect dialect) {
        Reply reply = asked(
                rig, dialect, false, dialect.whole("a longer text to be cut").with(new Mishap.Gzip(true)));
        refused(reply, 502, "upstream_bad_response");
        notAgain(reply);
    }

    @GatewayTest
    void aCompressionThatNobodyCanUndoIsABadResponse(Rig rig, TestDialect dialect) {
        Script packed = Scripts.json(200, "?", Map.of("content-encoding", "br"));
        Reply reply = asked(rig, dialect, false, packed);
        refused(reply, 502, "upstream_bad_response");
        assertTrue(reply.errorMessage().contains("br"), reply.body());
    }

    @GatewayTest
    void aChunkSizeThatIsNoNumberIsABadResponse(Rig rig, TestDialect dialect) {
        Reply reply = asked(rig, dialect, false, dialect.whole("x").with(new Mishap.BadChunkSize(1)));
        refused(reply, 502, badOverHttp1(rig));
        notAgain(reply);
    }

    @GatewayTest(
            simulated = true,
            settings = {"upstream.first-event-timeout=24h", "upstream.total-timeout=24h"})
    void aBodyThatFallsSilentIsCutAfterTheIdleTime(Rig rig, TestDialect dialect) throws Exception {
        CompletableFuture<Reply> asked = asking(() -> rig.ask(dialect, "mishap-hang-mid-body", false));
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        Reply reply = whileTimePasses(rig, Duration.ofSeconds(91), asked);
        refused(reply, 504, "upstream_idle_timeout");
        notAgain(reply);
        assertTrue(rig.poe().await(census -> census.hangUps() == 1, SOON), "Poe was left to go on");
        assertEquals(1, rig.poe().arrivals(dialect.pathAtPoe()));
    }

    @GatewayTest(settings = "upstream.total-timeout=50s")
    void theWholeRequestHasALimitToo(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Reply> asked = asking(() -> rig.ask(dialect, MODEL, false));
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        rig.advance(Duration.ofSeconds(51));
        refused(asked.get(), 504, "upstream_timeout");
        assertTrue(asked.get().errorMessage().contains("upstream.total-timeout"));
        notAgain(asked.get());
    }
}
