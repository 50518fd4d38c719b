package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** What is refused over the bot protocol uploads none of its files. */
class UploadOrderIT {
    private static final String PATH = "/v1/chat/completions";
    private static final String PICTURE = picture("iVBORw0KGgo=");
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}],";

    @GatewayTest
    void whatCannotBeSaidIsRefusedBeforeTheFirstFileGoesOut(Rig rig) {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("a forced tool", body(TOOLS + "\"tool_choice\":\"required\",", PICTURE));
        refused.put("calls one by one", body(TOOLS + "\"parallel_tool_calls\":false,", PICTURE));
        refused.put("a grammar", body("\"response_format\":{\"type\":\"grammar\",\"grammar\":\"g\"},", PICTURE));
        refused.put("a file by its id", body("", PICTURE + ",{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}"));
        refused.put("a part that nobody knows", body("", PICTURE + ",{\"type\":\"hologram\"}"));
        refused.put("a second file that is broken", body("", PICTURE + "," + picture("A")));
        refused.put(
                "a file that is no base64", body("", PICTURE + "," + picture("").replace(";base64,", ",a")));
        refused.put("a first file that is broken", body("", picture("AAA@") + "," + PICTURE));
        refused.forEach((what, body) -> {
            Reply reply = ask(rig, body, "drop");
            assertEquals(400, reply.status(), what + reply.body());
        });
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void aHintThatMayNotBeLeftOutIsRefusedBeforeTheFirstFileGoesOut(Rig rig) {
        Reply reply = ask(rig, body("\"top_p\":0.5,", PICTURE), "strict");
        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.body().contains("top_p"), reply.body());
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void theSameFileTwiceIsUploadedOnce(Rig rig) {
        assertEquals(200, ask(rig, body("", PICTURE + "," + PICTURE), "drop").status());
        assertEquals(2, rig.poe().arrivals().size());
    }

    private static String picture(String base64) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + base64 + "\"}}";
    }

    private static String body(String members, String parts) {
        return "{\"model\":\"Claude-Sonnet-4.6\"," + members + "\"messages\":[{\"role\":\"user\",\"content\":[" + parts
                + "]}]}";
    }

    private static Reply ask(Rig rig, String body, String loss) {
        Request call = rig.call(PATH, body)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", "bot")
                .header("x-poe-gateway-loss", loss)
                .build();
        return rig.read(rig.caller().newCall(call));
    }
}
