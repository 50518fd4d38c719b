package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.Dialect;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.chat.Conversations;
import poegateway.wire.json.JsonText;

/** Chat completions requests, as queries to a bot. */
class QueryWritingTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Codec CHAT = BotWire.CHAT.codec().orElseThrow();
    private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'getWeather','strict':true}}],";

    @Test
    void aConversationIsAQueryWithWhatItNeedsAndNothingElse() throws IOException {
        assertQuery(
                "{'model':'m','messages':[{'role':'developer','content':'Be brief.'},{'role':'user','content':'Hi \\ud83d'},"
                        + "{'role':'assistant','content':'Hello.'},{'role':'user','content':[{'type':'text','text':'a'},"
                        + "{'type':'text','text':'b'}]}],'temperature':0.70,'stop':['END'],'max_tokens':7,'top_p':1,"
                        + "'user':'u','stream':true}",
                "{'version':'1.2','type':'query','query':[{'role':'system','content':'Be brief.','content_type':'text/markdown'},"
                        + "{'role':'user','content':'Hi \\ud83d','content_type':'text/markdown'},"
                        + "{'role':'bot','content':'Hello.','content_type':'text/markdown'},"
                        + "{'role':'user','content':'ab','content_type':'text/markdown'}],"
                        + "'temperature':0.70,'stop_sequences':['END'],'user_id':'','conversation_id':'','message_id':''}",
                "user",
                "top_p");
    }

    @Test
    void aLimitOfTokensIsKeptByTheGateway() {
        WrittenRequest written =
                written(prompt("{'messages':[],'max_completion_tokens':7,'stop':'x'}"), Optional.empty());
        assertEquals(OptionalLong.of(7), written.bounds().maxTokens());
        assertEquals(List.of(), written.bounds().stop());
        assertEquals(List.of(), written.dropped());
    }

    @Test
    void calledToolsStandInTheQueryAndTheLastOfThemBesideIt() throws IOException {
        String round = "{'role':'assistant','content':null,'tool_calls':[{'id':'c:1','type':'function','function':{"
                + "'name':'getWeather','arguments':'{\\'city\\': \\'K\\u00f6ln\\\\n\\'}'}},{'id':'d1','type':'function',"
                + "'function':{'name':'getTime','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c:1','content':'9 \\'C\\''},"
                + "{'role':'tool','tool_call_id':'d1','content':[{'type':'text','text':'noon'}]}";
        JsonNode query = query("{'messages':[{'role':'user','content':'Hi'}," + round
                + ",{'role':'assistant','content':'Wait.','tool_calls':[{'id':'e','type':'function','function':{"
                + "'name':'f','arguments':''}}]},{'role':'tool','tool_call_id':'e','content':''}]}");
        assertEquals(4, query.path("query").size());
        JsonNode called = query.path("query").path(1);
        assertEquals("bot", called.path("role").asText());
        assertEquals("function_call", called.path("message_type").asText());
        assertEquals(
                json("[{'id':'idx_c_3A1','type':'function','function':{'name':'getWeather','arguments':"
                        + "'{\\'city\\': \\'K\\u00f6ln\\\\n\\'}'}},{'id':'d1','type':'function','function':{'name':'getTime',"
                        + "'arguments':'{}'}}]"),
                MAPPER.readTree(called.path("content").asText()));
        JsonNode given = query.path("query").path(2);
        assertEquals("tool", given.path("role").asText());
        assertEquals(
                json("[{'role':'tool','name':'getWeather','tool_call_id':'idx_c_3A1','content':'9 \\'C\\''},"
                        + "{'role':'tool','name':'getTime','tool_call_id':'d1','content':'noon'}]"),
                MAPPER.readTree(given.path("content").asText()));
        assertEquals("Wait.", query.path("query").path(3).path("content").asText());
        assertEquals(
                json("[{'id':'e','type':'function','function':{'name':'f','arguments':''}}]"),
                query.path("tool_calls"));
        assertEquals(json("[{'role':'tool','name':'f','tool_call_id':'e','content':''}]"), query.path("tool_results"));
    }

    @Test
    void idsThatComeAgainAreToldApart() throws IOException {
        String round = "{'role':'assistant','tool_calls':[{'id':'f0','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'f0','content':'x'}";
        JsonNode query = query("{'messages':[" + round + "," + round + "]}");
        assertTrue(query.path("query").path(0).path("content").asText().contains("\"f0\""));
        assertEquals("f0_2", query.path("tool_calls").path(0).path("id").asText());
        assertEquals(
                "f0_2", query.path("tool_results").path(0).path("tool_call_id").asText());
    }

    @Test
    void toolsHaveADescriptionAndASchemaOfAnObject() throws IOException {
        assertQuery(
                "{'messages':[],'tools':[{'type':'function','function':{'name':'a','strict':true}},"
                        + "{'type':'function','function':{'name':'b','description':'B','parameters':{'additionalProperties':false}}},"
                        + "{'type':'function','function':{'name':'c','parameters':{'type':'object','properties':{'x':{}}}}}],"
                        + "'tool_choice':'auto','parallel_tool_calls':true}",
                "{'version':'1.2','type':'query','tools':[{'type':'function','function':{'name':'a','description':'',"
                        + "'parameters':{'type':'object','properties':{}}}},{'type':'function','function':{'name':'b',"
                        + "'description':'B','parameters':{'additionalProperties':false,'type':'object','properties':{}}}},"
                        + "{'type':'function','function':{'name':'c','description':'','parameters':{'type':'object',"
                        + "'properties':{'x':{}}}}}],'query':[],'user_id':'','conversation_id':'','message_id':''}",
                "tools.function.strict");
    }

    @Test
    void toolsThatMustNotBeCalledAreLeftOut() throws IOException {
        assertFalse(query("{'messages':[]," + TOOLS + "'tool_choice':'none'}").has("tools"));
        assertFalse(query("{'messages':[],'tool_choice':'required','parallel_tool_calls':false}")
                .has("tools"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'tool_choice':'required'|tool_choice \"required\"",
                "'tool_choice':{'type':'function','function':{'name':'getWeather'}}|a tool_choice that names a tool",
                "'tool_choice':{'type':'custom','custom':{'name':'x'}}|this kind of tool_choice",
                "'parallel_tool_calls':false|parallel_tool_calls false",
                "'response_format':{'type':'json_object'}|a form of the answer (response_format)",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x'}}|a form of the answer (response_format)",
            })
    void whatCannotBeSaidIsRefusedByName(String member, String name) {
        assertRefused("{'messages':[]," + TOOLS + member + "}", name);
    }

    @Test
    void partsThatCannotBeSaidAreRefusedByName() {
        assertRefused(
                "{'messages':[],'tools':[{'type':'custom','custom':{'name':'x'}}]}",
                "a tool that is no function but of type \"custom\" (tools)");
        assertRefused(
                "{'messages':[{'role':'user','content':[{'type':'hologram'}]}]}",
                "a part of type \"hologram\" in the content of a message (messages.content)");
        assertRefused(
                "{'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}]}",
                "a file by its id (file_id)");
        assertRefused(
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}]}",
                "a file in the request itself, which was not uploaded,");
        assertRefused(
                "{'messages':[{'role':'tool','tool_call_id':'x','content':[{'type':'image_url','image_url':{'url':'https://x'}}]}]}",
                "a file in the result of a tool (messages.content)");
    }

    @Test
    void filesAreAttachmentsWithATypeAndAName() throws IOException {
        JsonNode query = query("{'messages':[{'role':'user','content':[{'type':'text','text':'See'},"
                + "{'type':'image_url','image_url':{'url':'https://e.com/a.JPG?x=1','detail':'low'}},"
                + "{'type':'image_url','image_url':{'url':'https://e.com'}},"
                + "{'type':'file','file':{'filename':'\\u00e4.pdf','file_data':'https://e.com/f'}}]}]}");
        assertEquals(
                json("[{'url':'https://e.com/a.JPG?x=1','content_type':'image/jpeg','name':'a.JPG'},"
                        + "{'url':'https://e.com','content_type':'image/png','name':'image'},"
                        + "{'url':'https://e.com/f','content_type':'application/pdf','name':'\\u00e4.pdf'}]"),
                query.path("query").path(0).path("attachments"));
        assertEquals("See", query.path("query").path(0).path("content").asText());
    }

    @Test
    void theTypeOfAnAddressIsToldWhereItIsKnown() throws IOException {
        Prompt prompt = prompt(
                        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://p.net/1'}}]}]}")
                .withMedia(media -> new Part.Media(
                        media.kind(),
                        new MediaSource.Address(JsonText.of("https://p.net/1"), JsonText.of("image/webp")),
                        media.name(),
                        media.extras()));
        JsonNode query =
                MAPPER.readTree(written(prompt, Optional.empty()).body().toByteArray());
        assertEquals(
                json("[{'url':'https://p.net/1','content_type':'image/webp','name':'1'}]"),
                query.path("query").path(0).path("attachments"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'reasoning_effort':'high'||{'reasoning_effort':'high'}|",
                "'reasoning_effort':'high'|aspect_ratio|{}|reasoning_effort",
                "'reasoning_effort':'high'|output_effort,thinking_budget|{'output_effort':'high'}|",
                "'reasoning_effort':'low'|thinking_level|{'thinking_level':'low'}|",
                "'reasoning_effort':'low'|thinking_budget|{'thinking_budget':4096}|",
                "'reasoning_effort':'low'|enable_thinking|{'enable_thinking':true}|",
                "'reasoning_effort':'none'|enable_thinking|{'enable_thinking':false}|",
                "'reasoning_effort':'low','thinking_budget':9|thinking_budget|{'thinking_budget':9}|",
                "'aspect_ratio':'16:9','other':1|aspect_ratio|{'aspect_ratio':'16:9'}|other",
                "'aspect_ratio':'16:9','other':[1]||{'aspect_ratio':'16:9','other':[1]}|",
            })
    void optionsOfTheModelStandOnTheUsersLastMessage(String asked, String declared, String sent, String dropped)
            throws IOException {
        Prompt prompt = prompt("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'},"
                + "{'role':'user','content':'c'},{'role':'assistant','content':'d'}]," + asked + "}");
        Optional<Set<String>> names = Optional.ofNullable(declared).map(all -> Set.of(all.split(",")));
        WrittenRequest written = written(prompt, names);
        JsonNode query = MAPPER.readTree(written.body().toByteArray()).path("query");
        assertEquals(json(sent), query.path(2).has("parameters") ? query.path(2).path("parameters") : json("{}"));
        assertFalse(query.path(0).has("parameters") || query.path(3).has("parameters"));
        assertEquals(dropped == null ? List.of() : List.of(dropped), written.dropped());
    }

    @Test
    void aLaterTurnBeginsWithTheBytesOfTheEarlierOne() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            Conversations conversations = new Conversations(random);
            var messages = MAPPER.createArrayNode();
            byte[] before = {};
            for (int turn = 0; turn < 10; turn++) {
                conversations.turn(messages, turn);
                messages.forEach(QueryWritingTest::inWords);
                byte[] body = MAPPER.writeValueAsBytes(
                        MAPPER.createObjectNode().put("model", "m").set("messages", messages));
                byte[] after = queryList(body);
                int common = Arrays.mismatch(before, after);
                assertTrue(common < 0 || common >= before.length, "turn " + turn);
                before = Arrays.copyOf(after, after.length - "]".length());
            }
        }
    }

    /** Takes out what a bot cannot be told. */
    private static void inWords(JsonNode message) {
        String content = message.path("content").toString();
        if (content.contains("hologram")
                || content.contains("image_url")
                || content.contains("file")
                || content.contains("audio")) {
            ((ObjectNode) message).put("content", "a file");
        }
    }

    /** The list of messages, as it stands in the query. */
    private static byte[] queryList(byte[] body) {
        Prompt prompt = CHAT.readRequest(body, "");
        String text = new String(written(prompt, Optional.empty()).body().toByteArray(), UTF_8);
        int from = text.indexOf("\"query\":");
        int calls = text.indexOf(",\"tool_calls\":[{\"id\"", from);
        int to = calls < 0 ? text.indexOf(",\"user_id\":", from) : calls;
        return text.substring(from, to).getBytes(UTF_8);
    }

    private static void assertQuery(String chat, String expected, String... dropped) throws IOException {
        WrittenRequest written = written(prompt(chat), Optional.empty());
        assertEquals(expected.replace('\'', '"'), new String(written.body().toByteArray(), UTF_8));
        assertEquals(
                List.of(dropped).stream().sorted().toList(),
                written.dropped().stream().sorted().toList());
    }

    private static void assertRefused(String chat, String name) {
        Prompt prompt = prompt(chat);
        FailureException refused = assertThrows(FailureException.class, () -> written(prompt, Optional.empty()));
        assertEquals(new ClientFailure.NotExpressible(name, "Poe's bot protocol"), refused.failure());
    }

    private static JsonNode query(String chat) throws IOException {
        return MAPPER.readTree(written(prompt(chat), Optional.empty()).body().toByteArray());
    }

    private static Prompt prompt(String chat) {
        String json = chat.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
        return CHAT.readRequest(json.getBytes(UTF_8), "");
    }

    private static WrittenRequest written(Prompt prompt, Optional<Set<String>> parameters) {
        return BotWire.CODEC.writeRequest(prompt, new Target("Some-Bot", true, parameters, Dialect.CHAT));
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\""));
    }
}
