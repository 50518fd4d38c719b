package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.chat.Schemas;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** What Poe really sent: it leaves the gateway as valid OpenAI, and says what it said. */
class PoeRepliesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @GatewayTest
    void everyAnswerOfPoeLeavesValidAndWithTheSameContent(Rig rig) {
        for (PoeReplyFile poe : PoeReplyFile.answers()) {
            rig.poe().enqueue(Scripts.json(200, poe.body().toString()));
            Reply reply = rig.chat("any-model", false);
            assertEquals(200, reply.status(), poe.name());
            assertEquals(List.of(), Schemas.COMPLETION.faults(reply.body()), poe.name());
            assertEquals(Content.withoutEdits(poe.body()), Content.withoutEdits(reply.json()), poe.name());
        }
    }

    @GatewayTest
    void everyWholeAnswerOfPoeBecomesAValidStreamWhereOneWasAskedFor(Rig rig) throws JsonProcessingException {
        for (PoeReplyFile poe : PoeReplyFile.answers()) {
            rig.poe().enqueue(Scripts.json(200, poe.body().toString()));
            Reply reply = rig.chat("any-model", true);
            List<JsonNode> chunks = new ArrayList<>();
            assertEquals("[DONE]", reply.events().getLast(), poe.name());
            for (String event : reply.events().subList(0, reply.events().size() - 1)) {
                assertEquals(List.of(), Schemas.CHUNK.faults(event), poe.name());
                chunks.add(JSON.readTree(event));
            }
            assertEquals(Content.said(poe.body()), Content.said(chunks), poe.name());
        }
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void everyRefusalOfPoeLeavesInOneShape(Rig rig) {
        for (PoeReplyFile poe : PoeReplyFile.refusals()) {
            for (boolean stream : List.of(false, true)) {
                rig.poe().enqueue(Scripts.json(poe.status(), poe.body().toString()));
                Reply reply = rig.chat("any-model", stream);
                assertTrue(reply.status() >= 400, poe.name());
                assertEquals(List.of(), Schemas.ERROR.faults(reply.body()), poe.name());
                if (poe.status() == 400 || poe.status() == 403) {
                    assertKeepsWords(poe, reply.error().path("message").asText());
                }
            }
        }
    }

    /** The words are Poe's, without what surrounds them: a prefix of its library, or JSON of a provider. */
    private static void assertKeepsWords(PoeReplyFile poe, String message) {
        String words = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        String said = poe.body().at("/error/message").asText();
        assertTrue(said.contains(words), () -> poe.name() + " said " + said + " and became " + message);
    }
}
