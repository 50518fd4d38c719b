package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Words that wait for what does not come, because Poe's stream breaks. */
class HeldWordsIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String ASKED = "\"model\":\"" + MODEL + "\",\"stream\":true,";
    private static final String TURN = "[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final List<Mishap> BREAKS =
            List.of(new Mishap.CloseMidBody(3), new Mishap.ResetMidBody(3), new Mishap.EndEarly(3));

    @GatewayTest
    void whatWaitsForAFileReachesTheCallerBeforeTheError(Rig rig) {
        bodies().forEach((path, body) -> {
            for (Mishap broken : BREAKS) {
                rig.poe()
                        .enqueue(
                                "/bot/" + MODEL,
                                bot("Look: ", "![pic][abcd1234]", " and on.").with(broken));
                assertTold(" and on.", ask(rig, "bot", path, body), path + broken);
            }
        });
    }

    @GatewayTest
    void anAnswerThatIsCompleteWithWhatWaitedIsNotBroken(Rig rig) {
        rig.poe()
                .enqueue(
                        "/bot/" + MODEL,
                        bot("Look: ", "![pic][abcd1234]", " and on.").with(new Mishap.CloseMidBody(3)));
        String body = "{" + ASKED + "\"max_tokens\":6,\"messages\":" + TURN + "}";
        Reply reply = ask(rig, "bot", "/v1/chat/completions", body);
        assertTrue(reply.body().contains("\" a\""), reply.body());
        assertTrue(reply.body().contains("\"finish_reason\":\"length\""), reply.body());
        assertTrue(reply.body().endsWith("data: [DONE]\n\n"), reply.body());
    }

    @GatewayTest
    void wordsThatCameWithTheFinishReachTheCallerBeforeTheError(Rig rig) {
        List<Mishap> breaks = List.of(new Mishap.CloseMidBody(2), new Mishap.ResetMidBody(2));
        for (Mishap broken : breaks) {
            String last = ChatDialect.chunk("{\"content\":\"the end\"}", "\"stop\"");
            String first = ChatDialect.chunk("{\"role\":\"assistant\",\"content\":\"Look: \"}", "null");
            rig.poe()
                    .enqueue(
                            "/v1/chat/completions",
                            Scripts.sse(first, last, "[DONE]").with(broken));
            String path = "/v1/completions";
            String body = "{" + ASKED + "\"prompt\":\"hello\"}";
            assertTold("the end", ask(rig, "openai", path, body), path + broken);
        }
    }

    private static void assertTold(String held, Reply reply, String which) {
        assertEquals(200, reply.status(), which + reply.body());
        int at = reply.body().indexOf(held);
        assertTrue(at > 0 && at < reply.body().lastIndexOf("\"error\""), which + reply.body());
        assertFalse(reply.body().contains("[DONE]"), which);
    }

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("/v1/chat/completions", "{" + ASKED + "\"messages\":" + TURN + "}");
        bodies.put("/v1/responses", "{" + ASKED + "\"input\":" + TURN + "}");
        bodies.put("/v1/messages", "{" + ASKED + "\"max_tokens\":1000,\"messages\":" + TURN + "}");
        bodies.put("/v1/completions", "{" + ASKED + "\"prompt\":\"hello\"}");
        return bodies;
    }

    private static Script bot(String... texts) {
        return Scripts.stream(List.of(texts).stream()
                .map(text -> ("event: text\ndata: {\"text\":\"" + text + "\"}\n\n").getBytes(UTF_8))
                .toList());
    }

    private static Reply ask(Rig rig, String upstream, String path, String body) {
        Request call = rig.call(path, body)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", upstream)
                .build();
        return rig.read(rig.caller().newCall(call));
    }
}
