package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** What bots of every manner answer, as callers of chat completions get it. */
class OddBotsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "the answer";
    private static final String ADDRESS = "https://pfst.cf2.poecdn.net/base/";
    private static final String PICTURE = "![sample.png](" + ADDRESS + "image/" + "0".repeat(64) + "?w=1024&h=1024)";

    @GatewayTest
    void whatHoldsNoPartOfTheAnswerIsPassedOver(Rig rig) throws IOException {
        for (String bot : new String[] {
            "bot-done-twice",
            "bot-no-meta",
            "bot-meta-late",
            "bot-meta-wrong-types",
            "bot-pings",
            "bot-index",
            "bot-metadata",
            "bot-unknown-event",
            "bot-suggests",
            "bot-thinks",
            "bot-thinks-plainly",
            "bot-thinks-replaced",
            "bot-text-as-json",
            "bot-one-piece",
            "bot-done-not-object"
        }) {
            assertAnswers(rig, bot, ANSWER, ANSWER);
        }
    }

    @GatewayTest
    void textThatIsTakenBackIsSeenByThoseWhoWatched(Rig rig) throws IOException {
        assertAnswers(rig, "bot-replaces", ANSWER, "This is a mistake\n\n" + ANSWER);
        assertAnswers(rig, "bot-replaces-empty", ANSWER, "a mistake\n\n" + ANSWER);
        assertAnswers(rig, "bot-progress-then-replace", ANSWER, "Searching... (1s elapsed)\n\nReading...\n\n" + ANSWER);
        assertAnswers(rig, "bot-quotes", "> a quoted line\n\n" + ANSWER, "> a quoted line\n\n" + ANSWER);
    }

    @GatewayTest
    void filesAreShownOnceWhereverTheyCome(Rig rig) throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("bot-file", "Here it is: " + PICTURE);
        shown.put("bot-file-first", "Here it is: " + PICTURE);
        shown.put("bot-file-beside", ANSWER + "\n\n" + ADDRESS + "text/" + "1".repeat(64));
        shown.put("bot-file-only", PICTURE);
        for (Map.Entry<String, String> each : shown.entrySet()) {
            assertAnswers(rig, each.getKey(), each.getValue(), each.getValue());
        }
    }

    @GatewayTest
    void anAnswerThatFailsIsAskedForOnceUnlessPoeAllowsMore(Rig rig) throws IOException {
        Map<String, String> failures = new LinkedHashMap<>();
        failures.put("bot-no-done", "502 upstream_truncated, 1 sent");
        failures.put("bot-empty", "502 upstream_bad_response, 1 sent");
        failures.put("bot-error-then-done", "502 upstream_error, 1 sent");
        failures.put("bot-error-after-text", "502 upstream_error, 1 sent");
        failures.put("bot-error-after-text-retry", "502 upstream_error, 1 sent");
        failures.put("bot-error-bare", "502 upstream_error, 2 sent");
        failures.put("bot-error-privacy", "403 privacy_authorization_error, 1 sent");
        failures.put("bot-data-not-object", "502 upstream_bad_response, 1 sent");
        failures.put("bot-data-malformed", "502 upstream_bad_response, 1 sent");
        failures.put("bot-text-not-string", "502 upstream_bad_response, 1 sent");
        failures.put("bot-text-missing", "502 upstream_bad_response, 1 sent");
        for (Map.Entry<String, String> each : failures.entrySet()) {
            int before = rig.poe().arrivals().size();
            Reply reply = ask(rig, each.getKey(), false);
            int sent = rig.poe().arrivals().size() - before;
            assertEquals(
                    each.getValue(), reply.status() + " " + reply.errorCode() + ", " + sent + " sent", each.getKey());
        }
    }

    private static void assertAnswers(Rig rig, String bot, String whole, String streamed) throws IOException {
        Reply reply = ask(rig, bot, false);
        assertEquals(200, reply.status(), reply.body());
        String text =
                JSON.readTree(reply.body()).at("/choices/0/message/content").asText();
        assertEquals(whole, named(text, bot), bot);
        Reply stream = ask(rig, bot, true);
        assertEquals(streamed, named(ChatDialect.CHAT.text(stream), bot), bot);
        assertTrue(ChatDialect.CHAT.ended(stream), stream::body);
    }

    /** The text with a short form of what the simulator answers. */
    private static String named(String text, String bot) {
        String answer = "This is a simulated answer in the name of " + bot + "; no model was asked. You wrote: hello";
        return text.replace(answer, ANSWER);
    }

    private static Reply ask(Rig rig, String bot, boolean stream) {
        Request call = rig.call("/v1/chat/completions", ChatDialect.CHAT.body(bot, stream))
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", "bot")
                .build();
        return rig.read(rig.caller().newCall(call));
    }
}
