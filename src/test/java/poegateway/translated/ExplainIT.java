package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** What would become of a request is told without sending it. */
class ExplainIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @GatewayTest
    void aChatPassesAndItsEditsAreNamed(Rig rig) throws IOException {
        JsonNode told = told(rig.post(
                "/v1/explain/chat", "{\"model\":\"GPT-5\",\"messages\":[],\"n\":1,\"user\":null,\"stream\":false}"));
        assertEquals(
                JSON.readTree("{\"model\":\"GPT-5\",\"mode\":\"passthrough\",\"upstream\":\"openai\","
                        + "\"reason\":\"same-dialect\",\"endpoint\":\"POST /chat/completions\",\"stream\":false,"
                        + "\"edits\":[\"default-removed\",\"null-removed\"],\"dropped\":[],\"tools\":[]}"),
                told);
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void aCompletionIsTranslatedAndWhatItLosesIsNamed(Rig rig) throws IOException {
        JsonNode told = told(rig.post(
                "/v1/explain/completions", "{\"model\":\"GPT-5\",\"prompt\":\"a\",\"logprobs\":1,\"stream\":true}"));
        assertEquals("translated", told.path("mode").asText());
        assertEquals("nearest", told.path("reason").asText());
        assertEquals(true, told.path("stream").asBoolean());
        assertEquals(JSON.readTree("[\"logprobs\"]"), told.path("dropped"));
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void whatWouldBeRefusedIsRefused(Rig rig) {
        Reply reply = rig.post("/v1/explain/completions", "{\"model\":\"GPT-5\",\"prompt\":\"a\",\"echo\":true}");
        assertEquals(400, reply.status(), reply.body());
        assertEquals("unsupported_parameter", reply.errorCode());
    }

    @GatewayTest
    void aNumberOfAnswersThatIsNotOneIsRefusedInEveryForm(Rig rig) {
        for (String path : List.of("/v1/explain/chat", "/v1/chat/completions")) {
            for (String wrong : List.of("0", "-1", "0.5", "\"two\"", "true", "[]", "{}")) {
                Reply reply = rig.post(path, "{\"model\":\"GPT-5\",\"messages\":[],\"n\":" + wrong + "}");
                assertEquals(400, reply.status(), wrong + ": " + reply.body());
                assertEquals("invalid_value", reply.errorCode(), reply.body());
            }
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    private static JsonNode told(Reply reply) throws IOException {
        assertEquals(200, reply.status(), reply.body());
        return JSON.readTree(reply.body());
    }
}
