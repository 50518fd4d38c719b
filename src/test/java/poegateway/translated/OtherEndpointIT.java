package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** A model that Poe lists for chats, and does not serve there, is asked in what else its list has for it, whoever asks. */
class OtherEndpointIT {
    private static final String CHATS = "/v1/chat/completions";
    private static final String REFUSAL =
            "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Model does not support chat method.\"}}";

    @GatewayTest
    void callersOfEveryDialectReachAModelThatIsServedAsMessagesOrResponsesAlone(Rig rig) {
        Map<String, String> served = Map.of("Claude-Sonnet-4.6", "/v1/messages", "GPT-5.4", "/v1/responses");
        served.forEach((model, path) -> {
            rig.poe().enqueue(CHATS, Scripts.json(400, REFUSAL));
            for (MatrixSurface surface :
                    List.of(MatrixSurface.CHAT, MatrixSurface.COMPLETIONS, MatrixSurface.MESSAGES)) {
                for (MatrixCase asked : List.of(MatrixCase.PLAIN, MatrixCase.STREAMED)) {
                    assertAnswered(rig, surface, asked, model);
                    assertEquals(path, rig.poe().arrivals().getLast().path(), surface + " of " + model);
                }
            }
        });
        assertEquals(2, rig.poe().arrivals(CHATS), "once for each model");
    }

    private static void assertAnswered(Rig rig, MatrixSurface surface, MatrixCase asked, String model) {
        ObjectNode chat = asked.request(model);
        String request = surface.request(asked, chat).orElseThrow().toString();
        Reply reply = rig.post(surface.path(chat), request);
        assertTrue(MatrixAnswer.of(reply, surface).saysHello(), () -> surface + " of " + model + ": " + reply.body());
    }
}
