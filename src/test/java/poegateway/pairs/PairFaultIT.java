package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

/**
 * Whatever goes wrong at Poe, in whatever form it answers there: a caller of any dialect hears it once, in the dialect's own form
 * and without anything that looks like a regular end, and nothing that may be paid is sent twice.
 */
class PairFaultIT {
    private static final String BEGUN = "half an ";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A status of Poe's, and what callers make of it. */
    private record Refusal(int status, String type, int told, String code, int sent) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(400, "invalid_request_error", 400, "invalid_value", 1),
            new Refusal(401, "authentication_error", 502, "upstream_auth", 1),
            new Refusal(402, "insufficient_credits", 402, "insufficient_quota", 1),
            new Refusal(403, "moderation_error", 403, "moderation_error", 1),
            new Refusal(404, "not_found_error", 404, "model_not_found", 1),
            new Refusal(408, "timeout_error", 504, "upstream_timeout", 2),
            new Refusal(413, "request_too_large", 413, "request_too_large", 1),
            new Refusal(422, "invalid_request_error", 422, "invalid_value", 1),
            new Refusal(429, "rate_limit_error", 429, "rate_limit_exceeded", 2),
            new Refusal(500, "api_error", 502, "upstream_error", 2),
            new Refusal(502, "upstream_error", 502, "upstream_error", 2),
            new Refusal(503, "api_error", 503, "upstream_overloaded", 2),
            new Refusal(504, "timeout_error", 502, "upstream_error", 1),
            new Refusal(529, "overloaded_error", 503, "upstream_overloaded", 2));

    @GatewayTest
    void aRefusalKeepsItsMeaningForEveryCaller(Rig rig) {
        Pair.preferMessages(rig);
        List<String> wrong = new ArrayList<>();
        for (Pair pair : Pair.ALL) {
            for (Refusal refusal : REFUSALS) {
                Script script = pair.model().refusal(refusal.status(), refusal.type());
                String told = outcome(rig, pair, script, refusal.sent());
                String expected = status(pair.caller(), refusal.told(), refusal.code()) + " ["
                        + pair.caller().word(refusal.code()) + "] unended, " + refusal.sent() + " sent";
                note(wrong, pair + " " + refusal.status(), expected, told);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @GatewayTest(settings = {"upstream.event-limit=64KiB", "upstream.reply-limit=128KiB"})
    void anAnswerThatFailsBeforeItsFirstWordHasATrueStatus(Rig rig) {
        Pair.preferMessages(rig);
        List<String> wrong = new ArrayList<>();
        for (PairFault fault : PairFault.beforeTheAnswer(rig.transport() == Transport.H2)) {
            onEveryPair(rig, fault, wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @GatewayTest(settings = {"upstream.event-limit=64KiB", "upstream.reply-limit=128KiB"})
    void anAnswerThatFailsInTheMiddleSaysSoAndDoesNotEnd(Rig rig) {
        Pair.preferMessages(rig);
        List<String> wrong = new ArrayList<>();
        for (PairFault fault : PairFault.inTheAnswer(rig.transport() == Transport.H2)) {
            onEveryPair(rig, fault, wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @GatewayTest
    void wordsThatABotTakesBackAreInNoWholeAnswer(Rig rig) {
        String replaced = "event: replace_response\ndata: {\"text\":\"the answer\"}\n\n";
        for (Pair pair : Pair.ALL) {
            if (pair.model() == FaultModel.BOT) {
                String told = outcome(
                        rig, pair, pair.model().stream(replaced, pair.model().end()), 1);
                assertTrue(told.startsWith("200 ") && told.contains("the answer"), told);
                assertTrue(told.endsWith("[] ended, 1 sent"), told);
                assertEquals(pair.stream(), told.contains(BEGUN), told);
            }
        }
    }

    @GatewayTest(settings = "upstream.reply-limit=128KiB")
    void anAnswerWithoutEndIsNoWholeAnswer(Rig rig) throws InterruptedException {
        int cut = 0;
        for (Pair pair : Pair.ALL) {
            if (pair.streamedByPoe() && !pair.stream()) {
                String[] endless = new String[100];
                Arrays.fill(endless, pair.model().words("more ".repeat(1_000)));
                Script script = pair.model().stream(endless).with(new Mishap.HangMidBody(endless.length));
                String error = pair.caller().word("upstream_too_large");
                assertEquals("502 [" + error + "] unended, 1 sent", outcome(rig, pair, script, 1), pair::toString);
                cut++;
            }
        }
        int all = cut;
        assertTrue(rig.poe().await(census -> census.hangUps() == all, SOON), "Poe was left to go on");
    }

    private static void onEveryPair(Rig rig, PairFault fault, List<String> wrong) {
        for (Pair pair : Pair.ALL) {
            boolean streamed = pair.streamedByPoe();
            if (streamed != fault.streamed()) {
                continue;
            }
            FaultCaller caller = pair.caller();
            String told = outcome(rig, pair, fault.answer().of(pair.model()), 1);
            String unbegun = httpStatus(fault.code()) + " ";
            boolean begun = fault.begun() && pair.stream() && !(fault.mayLose() && told.startsWith(unbegun));
            String head = begun ? "200 " + BEGUN : unbegun;
            note(wrong, pair + " " + fault.name(), head + "[" + caller.word(fault.code()) + "] unended, 1 sent", told);
        }
    }

    private static void note(List<String> wrong, String which, String expected, String told) {
        if (!told.equals(expected)) {
            wrong.add("\n" + which + ": expected " + expected + "\n   but " + told);
        }
    }

    private static String outcome(Rig rig, Pair pair, Script script, int times) {
        for (int time = 0; time < times; time++) {
            rig.poe().enqueue(pair.model().pathAtPoe(), script);
        }
        long before = rig.poe().census().arrivals();
        Reply reply = pair.ask(rig);
        long sent = rig.poe().census().arrivals() - before;
        return reply.status() + " " + pair.caller().told(reply) + ", " + sent + " sent";
    }

    private static int httpStatus(String code) {
        return code.equals("invalid_value") ? 400 : 502;
    }

    /** Anthropic has a status of its own for an overloaded model. */
    private static int status(FaultCaller caller, int status, String code) {
        return caller == FaultCaller.MESSAGES && code.equals("upstream_overloaded") ? 529 : status;
    }
}
