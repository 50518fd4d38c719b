package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** What of a whole reply has no place in the caller's dialect is named in a header of the answer. */
class LostRepliesIT {
    private static final String ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","service_tier":"fast",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"hello","reasoning_content":"Hm.",\
            "annotations":[{"type":"url_citation"}]},"logprobs":{"content":[]},"finish_reason":"stop"}]}""";

    @GatewayTest
    void itIsNamedBesideWhatTheRequestLost(Rig rig) {
        rig.poe().enqueue("/v1/chat/completions", Scripts.json(200, ANSWER));
        Reply reply = rig.post("/v1/completions", "{\"model\":\"some-bot\",\"prompt\":\"a\",\"logprobs\":1}");
        assertEquals(200, reply.status(), reply::body);
        Set<String> names = Set.of(reply.header("x-poe-gateway-dropped").split(","));
        assertEquals(
                Set.of("logprobs", "reply.reasoning", "reply.service_tier", "reply.annotations", "reply.logprobs"),
                names);
    }

    @GatewayTest
    void nothingIsNamedWhereNothingIsLost(Rig rig) {
        Reply reply = rig.post("/v1/completions", "{\"model\":\"gpt-4o\",\"prompt\":\"a\"}");
        assertEquals(200, reply.status(), reply::body);
        assertFalse(reply.headers().values("x-poe-gateway-dropped").toString().contains("reply.content"));
    }
}
