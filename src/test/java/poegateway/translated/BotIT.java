package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Poe's bot protocol, as callers speak it and as Poe does. */
class BotIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "/v1/chat/completions";
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo=";

    @GatewayTest
    void aQueryPassesAsItIs(Rig rig) throws IOException {
        String query = query("hello").replace("\"query\":[", " \"unheard\" : 1, \"query\":[");
        Reply reply = rig.post("/bot/Claude-Sonnet-4.6", query);
        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.body().endsWith("event: done\ndata: {}\n\n"), reply.body());
        assertEquals("passthrough", reply.header("x-poe-gateway-mode"));
        assertEquals("bot", reply.header("x-poe-gateway-upstream"));
        assertEquals(query, new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8));
        assertEquals("/bot/Claude-Sonnet-4.6", rig.poe().arrivals().getLast().path());
    }

    @GatewayTest
    void aNameOfAnyLettersReachesPoeAsItIs(Rig rig) {
        rig.poe().enqueue("/bot/%D0%91%D0%BE%D1%82%20a%20b%25", Scripts.json(404, "{}", Map.of()));
        rig.post("/bot/%D0%91%D0%BE%D1%82%20a%20b%25", query("hello"));
        assertEquals(
                "/bot/%D0%91%D0%BE%D1%82%20a%20b%25",
                rig.poe().arrivals().getLast().path());
    }

    @GatewayTest
    void reportsAndSettingsEndAtTheGateway(Rig rig) throws IOException {
        for (String type : List.of("report_feedback", "report_reaction", "report_error")) {
            Reply reply = rig.post("/bot/Claude-Sonnet-4.6", "{\"version\":\"1.2\",\"type\":\"" + type + "\"}");
            assertEquals(200, reply.status(), reply.body());
            assertEquals("{}", reply.body());
        }
        Reply settings = rig.post("/bot/Claude-Sonnet-4.6", "{\"type\":\"settings\"}");
        assertTrue(JSON.readTree(settings.body()).path("allow_attachments").asBoolean(), settings.body());
        assertEquals(List.of(), rig.poe().arrivals());
        Reply unknown = rig.post("/bot/Claude-Sonnet-4.6", "{\"type\":\"dance\"}");
        assertTrue(unknown.body().contains("event: error"), unknown.body());
    }

    @GatewayTest
    void aReportThatIsNoJsonToItsEndIsRefused(Rig rig) {
        for (String broken : List.of(
                "{\"type\":\"settings\"",
                "{\"type\":\"settings\" x",
                "{\"type\":\"settings\"} x",
                "{\"type\":\"report_error\"]",
                "{\"type\":\"settings\",\"type\":\"query\"}")) {
            Reply refused = rig.post("/bot/Claude-Sonnet-4.6", broken);
            assertEquals(400, refused.status(), () -> broken + " " + refused.body());
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void aFileInAChatIsUploadedOnceForEachCaller(Rig rig) throws IOException {
        String chat = "{\"model\":\"Claude-Sonnet-4.6\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"what is it\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                + PIXEL
                + "\"}}]}]}";
        for (int turn = 0; turn < 2; turn++) {
            assertEquals(200, over(rig, "bot", chat).status());
        }
        List<String> paths =
                rig.poe().arrivals().stream().map(arrival -> arrival.path()).toList();
        assertEquals(
                List.of("/poe_api/file_upload_3RD_PARTY_POST", "/bot/Claude-Sonnet-4.6", "/bot/Claude-Sonnet-4.6"),
                paths);
        var attachment = JSON.readTree(rig.poe().arrivals().getLast().body()).at("/query/0/attachments/0");
        assertEquals("image/png", attachment.path("content_type").asText());
        assertTrue(attachment.path("url").asText().startsWith("http"), attachment.toString());
    }

    @GatewayTest
    void namesThatCallersMakeUpNeitherBreakTheHeaderNorFillIt(Rig rig) {
        StringBuilder odd = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            odd.append(",\"").append("x".repeat(50)).append(i).append("\":1");
        }
        String body = ChatDialect.CHAT.body("Claude-Sonnet-4.6", false);
        String chat = body.substring(0, body.length() - 1) + ",\"a\\r\\nx-evil: 1\":1,\"ключ, two\":1" + odd + "}";
        Reply reply = over(rig, "bot", chat);
        assertEquals(200, reply.status(), reply.body());
        String dropped = reply.header("x-poe-gateway-dropped");
        assertTrue(dropped.startsWith("a%0D%0Ax-evil"), dropped);
        assertTrue(dropped.length() < 8_000 && dropped.matches("[!-~ ]+,\\+2982"), dropped);
    }

    @GatewayTest
    void aSignatureThatTheBotProtocolHasNoPlaceForReturnsToTheModel(Rig rig) throws IOException {
        String signed = "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}";
        rig.poe()
                .enqueue(
                        CHAT,
                        Scripts.sse(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
                                        + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"},"
                                        + signed + "}]}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                                "[DONE]"));
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";
        String first = with(query("weather?"), tools);
        Reply called = overBot(rig, "Gemini-3-Pro", first);
        assertTrue(called.body().contains("call_1"), called.body());
        assertFalse(called.body().contains("thought_signature"), called.body());
        String round = ",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"arguments\":\"{}\"}}],\"tool_results\":[{\"role\":\"tool\",\"name\":\"weather\","
                + "\"tool_call_id\":\"call_1\",\"content\":\"rain\"}]";
        rig.poe().enqueue(CHAT, Scripts.json(404, "{}"));
        overBot(rig, "Gemini-3-Pro", with(first, round));
        String sent = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
        assertTrue(sent.contains(signed), sent);
    }

    private static String with(String query, String members) {
        return query.substring(0, query.length() - 1) + members + "}";
    }

    private static Reply overBot(Rig rig, String model, String query) {
        Request call = rig.call("/bot/" + model, query)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", "openai")
                .build();
        return rig.read(rig.caller().newCall(call));
    }

    @GatewayTest
    void aWrongMethodIsRefusedWithTheRightOne(Rig rig) {
        Reply reply = rig.get("/bot/Claude-Sonnet-4.6");
        assertEquals(405, reply.status(), reply.body());
        assertTrue(reply.body().contains("Use POST"), reply.body());
    }

    @GatewayTest
    void aFileThatIsNoBase64IsRefused(Rig rig) {
        for (String wrong : List.of("A", "AAA@", "<<<<", "QUJD\\u00e9", "QU%4A")) {
            Reply reply = over(rig, "bot", picture("data:image/png;base64," + wrong));
            assertEquals(400, reply.status(), reply.body());
            assertEquals("invalid_value", reply.errorCode());
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void base64MayHaveLineEndsAndEscapes(Rig rig) {
        for (String well : List.of("QUJD", "QU\\nJD", "QU JD", "\\u0051UJD")) {
            assertEquals(
                    200,
                    over(rig, "bot", picture("data:image/png;base64," + well)).status());
        }
        long uploads = rig.poe().arrivals().stream()
                .filter(arrival -> arrival.path().startsWith("/poe_api/"))
                .count();
        assertEquals(1, uploads, "all are the same file");
    }

    private static String picture(String url) {
        return "{\"model\":\"Claude-Sonnet-4.6\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]}]}";
    }

    @GatewayTest
    void anUploadThatPoeRefusesFailsTheRequest(Rig rig) {
        rig.poe()
                .enqueue(
                        "/poe_api/file_upload_3RD_PARTY_POST",
                        Scripts.json(413, "{\"detail\":\"Too large.\"}", Map.of()));
        String chat = "{\"model\":\"Claude-Sonnet-4.6\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + PIXEL + "\"}}]}]}";
        Reply reply = over(rig, "bot", chat);
        assertTrue(reply.status() >= 400 && reply.status() < 500, reply.body());
        assertTrue(reply.body().contains("Too large."), reply.body());
    }

    @GatewayTest
    void aStreamThatBreaksIsToldToTheEnd(Rig rig) {
        for (String model : List.of("bot-error-after-text", "bot-no-done")) {
            Reply chat = over(rig, "bot", ChatDialect.CHAT.body(model, true));
            assertTrue(chat.body().contains("\"error\""), model + chat.body());
            assertFalse(chat.body().contains("[DONE]"), model + chat.body());
            Reply bot = rig.post("/bot/" + model, query("hello"));
            assertTrue(bot.body().contains("event: error"), model + bot.body());
            assertTrue(bot.body().endsWith("event: done\ndata: {}\n\n"), model + bot.body());
        }
        Reply whole = over(rig, "bot", ChatDialect.CHAT.body("bot-error-after-text", false));
        assertTrue(whole.status() >= 400, whole.body());
    }

    private static Reply over(Rig rig, String upstream, String chat) {
        Request call = rig.call(CHAT, chat)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", upstream)
                .build();
        return rig.read(rig.caller().newCall(call));
    }

    private static String query(String text) {
        return "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"" + text
                + "\",\"content_type\":\"text/markdown\"}],\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\"}";
    }
}
