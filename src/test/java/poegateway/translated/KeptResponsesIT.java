package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import poegateway.dialect.responses.EventGrammar;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** What can be asked of responses that are kept. */
class KeptResponsesIT {
    private static final String PATH = "/v1/responses";

    @GatewayTest
    void aKeptResponseComesAsEventsToo(Rig rig) throws Exception {
        for (String model : List.of("GPT-5.2", "Grok-4")) {
            String tools = ",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\","
                    + "\"properties\":{}}}]";
            for (String more : List.of("", tools)) {
                Reply made = rig.post(PATH, "{\"model\":\"" + model + "\",\"input\":\"hello\"" + more + "}");
                String at = PATH + "/" + made.json().path("id").asText();
                Reply streamed = rig.get(at + "?stream=true");
                assertEquals(200, streamed.status(), streamed.body());
                assertEquals("text/event-stream; charset=utf-8", streamed.header("content-type"));
                assertEquals(
                        made.json(),
                        EventGrammar.checked(streamed.body()).getLast().path("response"));
                assertEquals(made.json(), rig.get(at + "?stream=false").json());
            }
        }
    }

    @GatewayTest
    void whatCannotBeToldOfAStreamIsRefusedByName(Rig rig) {
        String at = PATH + "/" + made(rig, "\"one\"").json().path("id").asText();
        Reply later = rig.get(at + "?stream=true&starting_after=3");
        assertEquals(400, later.status());
        assertEquals("unsupported_parameter", later.errorCode());
        assertEquals("starting_after", later.json().at("/error/param").asText());
        Reply odd = rig.get(at + "?stream=yes");
        assertEquals(400, odd.status());
        assertEquals("stream", odd.json().at("/error/param").asText());
        assertEquals(404, rig.get(PATH + "/resp_none?stream=true").status());
    }

    @GatewayTest
    void inputItemsComeInPages(Rig rig) {
        String input = IntStream.range(0, 45)
                .mapToObj(i -> "{\"role\":\"user\",\"content\":\"turn " + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String at = PATH + "/" + made(rig, input).json().path("id").asText() + "/input_items";
        JsonNode first = rig.get(at).json();
        assertEquals(20, first.path("data").size());
        assertTrue(first.path("has_more").booleanValue());
        assertEquals("turn 44", first.at("/data/0/content/0/text").asText());
        List<String> all = new ArrayList<>();
        JsonNode page = first;
        while (true) {
            all.addAll(page.path("data").findValuesAsText("text"));
            if (!page.path("has_more").booleanValue()) {
                break;
            }
            page = rig.get(at + "?after=" + page.path("last_id").asText()).json();
        }
        List<String> turns = new ArrayList<>(
                IntStream.range(0, 45).mapToObj(i -> "turn " + i).toList());
        JsonNode oldest = rig.get(at + "?order=asc&limit=100").json();
        assertEquals(turns, oldest.path("data").findValuesAsText("text"));
        assertFalse(oldest.path("has_more").booleanValue());
        Collections.reverse(turns);
        assertEquals(turns, all);
        String last = page.path("first_id").asText();
        JsonNode back = rig.get(at + "?limit=2&before=" + last).json();
        assertEquals(turns.subList(38, 40), back.path("data").findValuesAsText("text"));
        assertTrue(back.path("has_more").booleanValue());
    }

    @GatewayTest
    void whatIsNoPageIsRefusedByName(Rig rig) {
        String at = PATH + "/" + made(rig, "\"one\"").json().path("id").asText() + "/input_items";
        for (String wrong : List.of("limit=0", "limit=101", "limit=x", "order=up", "after=item_9", "before=item_9")) {
            Reply reply = rig.get(at + "?" + wrong);
            assertEquals(400, reply.status(), wrong);
            assertEquals(
                    wrong.substring(0, wrong.indexOf('=')),
                    reply.json().at("/error/param").asText());
        }
    }

    private static Reply made(Rig rig, String input) {
        Reply made = rig.post(PATH, "{\"model\":\"GPT-5.2\",\"input\":" + input + "}");
        assertEquals(200, made.status(), made.body());
        return made;
    }
}
