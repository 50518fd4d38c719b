package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.chat.Conversations;
import poegateway.dialect.responses.ResponsesFormat;

/** Requests read and written as messages. */
class MessagesPromptTest {
    private static final Codec CODEC = MessagesWire.MESSAGES.codec().orElseThrow();
    private static final Codec CHAT = new ChatFormat().codec().orElseThrow();
    private static final Codec RESPONSES = new ResponsesFormat().codec().orElseThrow();
    private static final Codec BOT = new BotFormat().codec().orElseThrow();
    private static final Target ANY = new Target("m", false, Optional.empty(), Dialect.CHAT);
    private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final String FULL = """
            {"model":"m","max_tokens":32000,"stream":true,"temperature":1,"top_k":5,
             "system":[{"type":"text","text":"x-anthropic-billing-header: cch=1"},
              {"type":"text","text":"Rules","cache_control":{"type":"ephemeral"}}],
             "messages":[
              {"role":"user","content":"Hi \\ud83d"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},
               {"type":"redacted_thinking","data":"ZGF0YQ"},{"type":"text","text":"Let me"},
               {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":"b\\n\\"c\\"","n":1.50}},
               {"type":"tool_use","id":"toolu_2","name":"g","input":{},"cache_control":{"type":"ephemeral"}}]},
              {"role":"user","content":[
               {"type":"tool_result","tool_use_id":"toolu_1","content":"done"},
               {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[{"type":"text","text":"no"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
               {"type":"text","text":"Go on","cache_control":{"type":"ephemeral","ttl":"1h"}},
               {"type":"image","source":{"type":"url","url":"https://x.net/a.png"}},
               {"type":"document","title":"T","source":{"type":"file","file_id":"file_1"},"citations":{"enabled":true}},
               {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Kö\\n"}},
               {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}]}]}],
             "tools":[{"type":"web_search_20250305","name":"web_search"},
              {"name":"f","description":"d","input_schema":{"type":"object"},"defer_loading":true}],
             "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
             "thinking":{"type":"enabled","budget_tokens":9000,"display":"omitted"},
             "metadata":{"user_id":"u"},"stop_sequences":["END","STOP"],
             "context_management":{"edits":[]},"output_config":{"effort":"max","format":{"type":"json_schema",
              "schema":{"type":"object"}}},"service_tier":"auto","container":"c","mcp_servers":[{"url":"u"}],
             "brand_new":7}
            """;

    @ParameterizedTest
    @CsvSource({"9000,2000", "9000.0,2000.00", "9e3,2e3"})
    void numbersThatAreWholeAreReadHoweverTheyAreWritten(String most, String budget) {
        Prompt prompt = read(
                CODEC,
                "{\"model\":\"m\",\"messages\":[],\"max_tokens\":" + most
                        + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}}");
        assertEquals(OptionalLong.of(9_000), prompt.bounds().maxTokens());
        assertEquals(Optional.of(new Reasoning.ByBudget(2_000)), prompt.reasoning());
    }

    @Test
    void aRequestReadAndWrittenIsTheSameRequest() {
        WrittenRequest written =
                CODEC.writeRequest(read(CODEC, FULL), new Target("m", true, Optional.empty(), Dialect.MESSAGES));
        assertEquals(MessageGrammar.json(FULL), json(written));
        assertEquals(List.of(), written.dropped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"system\":\"S\"|",
                "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}|",
                "\"thinking\":{\"type\":\"disabled\"}|",
                "\"tool_choice\":{\"type\":\"none\"},\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]|",
                "\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"},\"tools\":[{\"name\":\"f\",\"input_schema\":{\"a\":1}}]|",
                "\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":false},\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]|"
            })
    void soIsEachOfThese(String members, String none) {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
                + members + "}";
        WrittenRequest written = CODEC.writeRequest(read(CODEC, body), ANY);
        assertEquals(MessageGrammar.json(body), json(written));
    }

    @Test
    void claudeCodesRequestIsUnderstoodByEveryModel() {
        String body = FULL.replaceAll("\\{\"type\":\"search_result\".*?]}]}]", "{\"type\":\"text\",\"text\":\"z\"}]}]")
                .replaceAll("\\{\"type\":\"document\",\"title\".*?}},", "");
        for (Codec target : List.of(CHAT, RESPONSES)) {
            WrittenRequest written = target.writeRequest(read(CODEC, body), ANY);
            String text = new String(written.body().toByteArray(), UTF_8);
            assertFalse(text.contains("billing-header"), text);
            assertTrue(text.contains("Rules"), text);
            assertTrue(text.contains("toolu_1"), text);
            assertTrue(
                    written.dropped()
                            .containsAll(Set.of(
                                    "context_management",
                                    "metadata",
                                    "top_k",
                                    "tools.web_search_20250305",
                                    "system.attribution")),
                    written.dropped().toString());
            JsonNode sent = json(written);
            assertTrue(sent.has("reasoning_effort") || sent.has("reasoning"), text);
        }
    }

    @Test
    void aChatBecomesTurnsOfUserAndAssistant() {
        String chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"A\"},{\"role\":\"developer\","
                + "\"content\":\"B\"},{\"role\":\"assistant\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":\"\"},"
                + "{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"system\",\"content\":\"late\"},{\"role\":\"assistant\","
                + "\"content\":null,\"tool_calls\":[{\"id\":\"a:0\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"arguments\":\"{\\\"x\\\": \\\"\\\\u00f6\\\"}\"}},{\"id\":\"a:0\",\"type\":\"function\",\"function\":{"
                + "\"name\":\"f\",\"arguments\":\"oops\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"a:0\",\"content\":\"r\"},"
                + "{\"role\":\"user\",\"content\":\"two\"}]}";
        JsonNode sent = json(CODEC.writeRequest(read(CHAT, chat), ANY));
        assertEquals(
                MessageGrammar.json(
                        "[{\"type\":\"text\",\"text\":\"A\"},{\"type\":\"text\",\"text\":\"B\"," + MARK + "}]"),
                sent.path("system"));
        assertEquals(8_192, sent.path("max_tokens").asInt());
        assertEquals(
                MessageGrammar.json(
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"(The conversation begins.)\"}]},"
                                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]},"
                                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":"
                                + "\"<system>\\nlate\\n</system>\"," + MARK + "}]},"
                                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"idx_a_3A0\",\"name\":\"f\","
                                + "\"input\":{\"x\":\"\\u00f6\"}},{\"type\":\"tool_use\",\"id\":\"idx_a_3A0_5F2\",\"name\":\"f\","
                                + "\"input\":{\"arguments\":\"oops\"}}]},"
                                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"idx_a_3A0_5F2\","
                                + "\"content\":\"r\"},{\"type\":\"text\",\"text\":\"two\"," + MARK + "}]}]"),
                sent.path("messages"));
    }

    @Test
    void rulesAloneGetAUserWhoBegins() {
        JsonNode sent = json(CODEC.writeRequest(
                read(CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Tell a joke\"}]}"), ANY));
        assertEquals("Tell a joke", sent.at("/system/0/text").asText());
        assertEquals(
                "(The conversation begins.)",
                sent.at("/messages/0/content/0/text").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "high||20000||budget 15000",
                "high|||64000|budget 24576",
                "high|thinking_budget||64000|budget 24576",
                "xhigh|thinking_budget,output_effort||64000|budget 31999",
                "medium|output_effort||64000|effort medium",
                "xhigh|output_effort||64000|effort high",
                "minimal|output_effort||64000|effort low",
                "none|output_effort||64000|nothing",
                "high|web_search||64000|dropped",
                "low||1000||dropped"
            })
    void effortIsToldAsTheModelTakesIt(String effort, String options, Long maxTokens, Long most, String told) {
        String chat = "{\"model\":\"m\",\"reasoning_effort\":\"" + effort + "\",\"temperature\":0.5,"
                + (maxTokens == null ? "" : "\"max_tokens\":" + maxTokens + ",")
                + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
        WrittenRequest written = CODEC.writeRequest(
                read(CHAT, chat),
                new Target(
                        "m",
                        false,
                        Optional.ofNullable(options).map(names -> Set.of(names.split(","))),
                        Dialect.CHAT,
                        most == null ? OptionalLong.empty() : OptionalLong.of(most),
                        options != null && options.contains("thinking_budget")
                                ? OptionalLong.of(31_999)
                                : OptionalLong.empty()));
        JsonNode sent = json(written);
        switch (told.split(" ")[0]) {
            case "budget" -> {
                assertEquals("enabled", sent.at("/thinking/type").asText());
                assertEquals(
                        told, "budget " + sent.at("/thinking/budget_tokens").asInt());
                assertEquals(List.of("temperature"), written.dropped());
            }
            case "effort" -> {
                assertEquals("adaptive", sent.at("/thinking/type").asText());
                assertEquals(told, "effort " + sent.at("/output_config/effort").asText());
            }
            default -> {
                assertFalse(sent.has("thinking"));
                assertEquals(0.5, sent.path("temperature").asDouble());
                assertEquals(told.equals("dropped") ? List.of("reasoning_effort") : List.of(), written.dropped());
            }
        }
    }

    @Test
    void thinkingIsLeftOutWhereACallHasLostItsThoughtsOrIsForced() {
        String calls =
                "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":[%s{\"type\":\"tool_use\","
                        + "\"id\":\"t\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"tool_use_id\":\"t\",\"content\":\"r\"}]}";
        String body = "{\"model\":\"m\",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                + "\"messages\":[" + calls + "]}";
        WrittenRequest lost = CODEC.writeRequest(read(CODEC, body.formatted("")), ANY);
        assertFalse(json(lost).has("thinking"));
        assertEquals(List.of("thinking"), lost.dropped());
        String signed = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"},";
        WrittenRequest kept = CODEC.writeRequest(read(CODEC, body.formatted(signed)), ANY);
        assertTrue(json(kept).has("thinking"));
        WrittenRequest forced = CODEC.writeRequest(
                read(
                        CHAT,
                        "{\"model\":\"m\",\"max_tokens\":9000,\"reasoning_effort\":\"low\",\"tool_choice\":\"required\",\"tools\":["
                                + "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"),
                ANY);
        assertFalse(json(forced).has("thinking"));
        assertEquals(List.of("thinking"), forced.dropped());
        assertEquals("any", json(forced).at("/tool_choice/type").asText());
        assertEquals("object", json(forced).at("/tools/0/input_schema/type").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"response_format\":{\"type\":\"json_object\"}|response_format",
                "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"s\"}}]|tools",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"A\",\"format\":\"mp3\"}}]}]|content",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/zip;base64,AA\"}}]}]|file"
            })
    void whatCannotBeSaidIsRefusedByName(String member, String name) {
        String body = member.startsWith("\"messages")
                ? "{\"model\":\"m\"," + member + "}"
                : "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]," + member + "}";
        FailureException refused =
                assertThrows(FailureException.class, () -> CODEC.writeRequest(read(CHAT, body), ANY));
        assertEquals("unsupported_parameter", refused.failure().code());
        assertTrue(refused.failure().message().contains(name), refused.failure().message());
    }

    @Test
    void marksOfACallerAreKeptAndTheLastFourOfThemCount() {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            parts.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"text\",\"text\":\"p")
                    .append(i)
                    .append("\",\"cache_control\":{\"type\":\"ephemeral\"}}");
        }
        WrittenRequest written = CODEC.writeRequest(
                read(
                        CHAT,
                        "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"messages\":["
                                + "{\"role\":\"user\",\"content\":[" + parts + "]}]}"),
                ANY);
        ArrayNode content = (ArrayNode) json(written).at("/messages/0/content");
        for (int i = 0; i < 6; i++) {
            assertEquals(i >= 2, content.get(i).has("cache_control"), content.toString());
        }
        assertFalse(json(written).at("/tools/0").has("cache_control"));
        assertTrue(
                written.dropped().contains("messages.content.cache_control"),
                written.dropped().toString());
    }

    @Test
    void marksOfMessagesResultsAndToolsAreKeptToo() {
        String mark = ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
        WrittenRequest written = CODEC.writeRequest(
                read(
                        CHAT,
                        "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}" + mark
                                + "},{\"type\":\"function\",\"function\":{\"name\":\"g\"" + mark + "}}],\"messages\":["
                                + "{\"role\":\"system\",\"content\":\"s\"" + mark
                                + "},{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":null,"
                                + "\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]"
                                + mark + "},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"x\"" + mark + "},"
                                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"y\",\"cache_control\":true}]}]}"),
                ANY);
        JsonNode sent = json(written);
        for (String marked : List.of("/tools/0", "/tools/1", "/system/0", "/messages/2/content/0")) {
            assertEquals("1h", sent.at(marked + "/cache_control/ttl").asText(), sent.toString());
        }
        assertEquals(4, sent.findValues("cache_control").size(), sent.toString());
        assertEquals(List.of("messages.cache_control", "content.cache_control"), written.dropped());
    }

    @Test
    void ofTooManyMarksAlsoThoseInsideOfResultsAreCounted() {
        String mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";
        String part = "{\"type\":\"text\",\"text\":\"x\"" + mark + "}";
        WrittenRequest written = CODEC.writeRequest(
                read(
                        CHAT,
                        "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}" + mark
                                + "}],\"messages\":[{\"role\":\"user\",\"content\":[" + part
                                + "]},{\"role\":\"assistant\",\"content\":null,"
                                + "\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]"
                                + "},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":[" + part + "," + part
                                + "]" + mark + "},{\"role\":\"user\",\"content\":[" + part + "]}]}"),
                ANY);
        JsonNode sent = json(written);
        assertEquals(4, sent.findValues("cache_control").size(), sent.toString());
        assertFalse(sent.at("/tools/0").has("cache_control"), sent.toString());
        assertFalse(sent.at("/messages/0/content/0").has("cache_control"), sent.toString());
        assertEquals(List.of("tools.cache_control", "messages.content.cache_control"), written.dropped());
    }

    @Test
    void theBytesOfATurnAreTheBeginningOfTheNextOnes() {
        for (int seed = 0; seed < 200; seed++) {
            Conversations conversations = new Conversations(new Random(seed));
            ObjectNode request = conversations.next();
            request.remove(List.of("response_format", "tools", "tool_choice", "parallel_tool_calls"));
            ArrayNode messages = (ArrayNode) request.path("messages");
            strip(messages);
            String before = beginning(request);
            conversations.turn(messages, 50 + seed);
            messages.addObject().put("role", "user").put("content", "go on");
            strip(messages);
            String after = beginning(request);
            assertTrue(after.startsWith(before), seed + "\n" + before + "\n" + after);
        }
    }

    /** Parts that cannot be said, and the user's turn that is still open, which the next message would join. */
    private static void strip(ArrayNode messages) {
        for (JsonNode message : messages) {
            if (message.path("content").isArray()) {
                ArrayNode content = (ArrayNode) message.path("content");
                for (int i = content.size() - 1; i >= 0; i--) {
                    String type = content.get(i).path("type").asText();
                    if (type.equals("hologram") || type.equals("input_audio")) {
                        content.remove(i);
                    }
                }
                if (content.isEmpty()) {
                    content.addObject().put("type", "text").put("text", "x");
                }
            } else if (message.path("content").asText().isEmpty()
                    && !message.path("role").asText().equals("tool")) {
                ((ObjectNode) message).put("content", "x");
            }
        }
    }

    /** Up to where the user's last turn ends; marks move from turn to turn, and the cache does not look at them. */
    private static String beginning(ObjectNode request) {
        WrittenRequest written = CODEC.writeRequest(read(CHAT, request.toString()), ANY);
        String text = new String(written.body().toByteArray(), UTF_8).replace("," + MARK, "");
        return text.substring(0, text.lastIndexOf("]}],\"max_tokens\""));
    }

    @Test
    void aPromptOfTheBotProtocolIsWrittenToo() {
        String query =
                "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\","
                        + "\"content\":\"hello\",\"content_type\":\"text/markdown\",\"attachments\":[]}],\"user_id\":\"\","
                        + "\"conversation_id\":\"\",\"message_id\":\"\"}";
        Prompt prompt = BOT.readRequest(query.getBytes(UTF_8), "m");
        JsonNode sent = json(CODEC.writeRequest(prompt, ANY));
        assertEquals("S", sent.at("/system/0/text").asText());
        assertEquals("hello", sent.at("/messages/0/content/0/text").asText());
    }

    private static Prompt read(Codec codec, String body) {
        return codec.readRequest(body.getBytes(UTF_8), "");
    }

    private static JsonNode json(WrittenRequest written) {
        return MessageGrammar.json(new String(written.body().toByteArray(), UTF_8));
    }
}
