package poegateway.simulator.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.simulator.bot.BotPeer.HELLO;
import static poegateway.simulator.bot.BotPeer.TOOLS;
import static poegateway.simulator.bot.BotPeer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.script.Script;

class BotAnswerTest {
    private static final String SAYS = "This is a simulated answer in the name of GPT-4o; no model was asked. ";

    private final BotPeer peer = new BotPeer();

    @Test
    void anAnswerIsMetaTextsAndDone() {
        Script script = peer.post("GPT-4o", query("{\"role\":\"user\",\"content\":\"é 🐧\\n\\\"\"}", ""));

        assertEquals(200, script.status());
        assertEquals("text/event-stream; charset=utf-8", script.headers().get("content-type"));
        assertEquals("""
                event: meta
                data: {"content_type": "text/markdown", "refetch_settings": false, "linkify": true, "suggested_replies": false}

                event: text
                data: {"text": "This is a si"}

                event: text
                data: {"text": "mulated answ"}

                event: text
                data: {"text": "er in the na"}

                event: text
                data: {"text": "me of GPT-4o"}

                event: text
                data: {"text": "; no model w"}

                event: text
                data: {"text": "as asked. Yo"}

                event: text
                data: {"text": "u wrote: \\u00e9 \\ud83d\\udc27"}

                event: text
                data: {"text": "\\n\\""}

                event: done
                data: {}

                """, SimulatorFixture.text(script));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "GPT-4o", "GPT%2D4o", "%47PT-4O"})
    void aBotIsFoundByItsNameInAnyCaseAndEncoding(String name) {
        assertEquals(SAYS + "You wrote: hello", BotPeer.text(peer.ask(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No%20Such%20Bot", "anthropic%2Fclaude-sonnet-4.6", "chunk-malformed"})
    void aBotThatIsNotThereIsAnErrorEvent(String name) {
        Script script = peer.ask(name);

        assertEquals(200, script.status());
        assertEquals(
                "event: error\ndata: {\"allow_retry\": false, \"text\": \"Bot does not exist\"}\n\n",
                SimulatorFixture.text(script));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "fetch_settings/a/b/1.2", "%zz", "%C3", "%"})
    void aPathThatNamesNoBotIsNoRoute(String name) {
        assertEquals(404, peer.ask(name).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong-key", "Basic Zm9v", "good"})
    void aQueryWithoutAGoodKeyIsDenied(String authorization) {
        Script script = peer.post("GPT-4o", query(HELLO, ""), authorization);

        assertEquals(200, script.status());
        assertEquals(
                "event: error\ndata: {\"allow_retry\": true, \"text\": \"Access denied\"}\n\n",
                SimulatorFixture.text(script));
    }

    @Test
    void theLastMessageOfTheUserIsQuotedWithTheNamesOfItsFiles() {
        String attached = "{\"role\":\"user\",\"content\":\"look\",\"attachments\":["
                + "{\"url\":\"https://x.example/1\",\"content_type\":\"image/png\",\"name\":\"a.png\"},"
                + "{\"url\":\"https://x.example/2\",\"content_type\":\"text/plain\",\"name\":\"b.txt\",\"inline_ref\":null}]}";
        String messages = "{\"role\":\"system\",\"content\":\"s\"}," + HELLO + ",{\"role\":\"bot\",\"content\":\"b\"},"
                + attached + ",{\"role\":\"bot\",\"content\":\"c\"}";

        assertEquals(
                SAYS + "You wrote: look. You attached: a.png, b.txt. The instructions begin: s",
                BotPeer.text(peer.post("gpt-4o", query(messages, ""))));
    }

    @Test
    void aSchemaAtTheEndOfTheWordsIsObeyed() {
        String asked = "{\"role\":\"user\",\"content\":\"Where? Fit this JSON Schema: {\\\"type\\\":\\\"object\\\","
                + "\\\"properties\\\":{\\\"city\\\":{\\\"type\\\":\\\"string\\\"}}}";
        assertEquals("{\"city\":\"sample city\"}", BotPeer.text(peer.post("gpt-4o", query(asked + "\"}", ""))));
        assertTrue(BotPeer.text(peer.post("gpt-4o", query(asked + " please\"}", "")))
                .startsWith(SAYS));
        assertTrue(BotPeer.text(peer.post("gpt-4o", query(asked.replace("}}}", "}") + "\"}", "")))
                .startsWith(SAYS));
    }

    @Test
    void aFullBodyOfThePythonClientIsUnderstood() {
        String message = """
                {"role":"user","message_type":null,"sender_id":null,"sender":null,"content":"Hello","parameters":{},\
                "content_type":"text/markdown","timestamp":0,"message_id":"","feedback":[],"attachments":[],\
                "metadata":null,"referenced_message":null,"reactions":[]}""";
        String more = """
                "metadata":"","api_key":"<missing>","access_key":"<missing>","temperature":null,\
                "skip_system_prompt":false,"logit_bias":{},"stop_sequences":[],"language_code":"en",\
                "adopt_current_bot_name":null,"bot_query_id":"","users":[],"tools":null,"tool_calls":null,\
                "tool_results":null,"query_creation_time":null,"extra_params":null""";

        assertEquals(SAYS + "You wrote: Hello", BotPeer.text(peer.post("gpt-4o", query(message, more))));
    }

    @Test
    void theTextEndsBeforeAStopSequence() {
        Script script = peer.post("gpt-4o", query(HELLO, "\"temperature\":0.5,\"stop_sequences\":[\" \",\"; no\"]"));

        assertEquals("This is a simulated answer in the name of GPT-4o", BotPeer.text(script));
        assertEquals("meta text done", BotPeer.names(script));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"thinking_level\":\"low\"",
                "\"reasoning_effort\":\"high\"",
                "\"thinking_budget\":2048",
                "\"enable_thinking\":true"
            })
    void parametersOfTheLastMessageMakeAModelThink(String parameter) {
        String last = "{\"role\":\"user\",\"content\":\"hi\",\"parameters\":{" + parameter + "}}";

        String text = BotPeer.text(peer.post("gemini-2.5-pro", query(HELLO + "," + last, "")));
        assertEquals(
                "*Thinking...*\n\n> **Simulated thoughts**\n> \n> No model is thinking here. The user wrote \"hi\".\n\n"
                        + "This is a simulated answer in the name of Gemini-2.5-Pro; no model was asked. You wrote: hi",
                text);
        assertTrue(BotPeer.text(peer.post("gemini-2.5-pro", query(last + "," + HELLO, "")))
                .startsWith("This is"));
    }

    @Test
    void aPictureIsAFileThatTheTextNames() {
        Script script = peer.ask("dall-e-3");
        JsonNode file = BotPeer.last(script, "file");
        String ref = file.path("inline_ref").asText();

        assertEquals("meta text file replace_response done", BotPeer.names(script));
        assertEquals("![hello][" + ref + "]", BotPeer.text(script));
        assertTrue(ref.matches("[0-9A-Za-z]{8}"), ref);
        assertEquals("image/png", file.path("content_type").asText());
        assertEquals("hello", file.path("name").asText());
        assertTrue(
                file.path("url")
                        .asText()
                        .matches("https://pfst\\.cf2\\.poecdn\\.net/base/image/[0-9a-f]{64}\\?w=1024&h=1024"),
                file::toString);
    }

    @ParameterizedTest
    @CsvSource({"sora-2, video/mp4", "elevenlabs-v3, audio/mpeg"})
    void aVideoOrSoundIsAFileBesideAnEmptyText(String bot, String type) {
        Script script = peer.ask(bot);
        JsonNode file = BotPeer.last(script, "file");

        assertEquals("meta text replace_response file done", BotPeer.names(script));
        assertEquals("", BotPeer.text(script));
        assertEquals(type, file.path("content_type").asText());
        assertTrue(file.path("inline_ref").isNull(), file::toString);
    }

    @Test
    void aCallOfAToolComesInChunksOfOpenAi() {
        Script script = peer.post("gpt-4o", query(HELLO, TOOLS));
        List<JsonNode> chunks = BotPeer.events(script).stream()
                .filter(event -> event.name().equals("json"))
                .map(BotPeer.Seen::json)
                .toList();
        var arguments = new StringBuilder();
        chunks.forEach(chunk -> arguments.append(
                chunk.at("/choices/0/delta/tool_calls/0/function/arguments").asText()));

        assertEquals("meta json done", BotPeer.names(script));
        assertEquals(
                "getWeather",
                chunks.getFirst()
                        .at("/choices/0/delta/tool_calls/0/function/name")
                        .asText());
        assertEquals(
                "function",
                chunks.getFirst().at("/choices/0/delta/tool_calls/0/type").asText());
        assertEquals("{\"location\": \"sample location\"}", arguments.toString());
        assertEquals(
                "tool_calls",
                chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText());
        assertTrue(chunks.getLast().path("choices").isEmpty());
        assertTrue(chunks.getLast().at("/usage/total_tokens").isIntegralNumber());
        assertEquals("chat.completion.chunk", chunks.getFirst().path("object").asText());
    }

    @Test
    void allToolsAreCalledWhenTheUserWantsBoth() {
        Script script = peer.post("gpt-4o", query("{\"role\":\"user\",\"content\":\"both, please\"}", TOOLS));

        assertEquals(2, SimulatorFixture.text(script).split("\"type\": \"function\"", -1).length - 1);
        assertTrue(SimulatorFixture.text(script).contains("\"index\": 1, \"id\""));
    }

    @Test
    void resultsBesideTheUnchangedQueryAreAnsweredInWords() {
        String results = """
                "tool_calls":[{"id":"c1","type":"function","function":{"name":"getWeather","arguments":"{}"}}],\
                "tool_results":[{"role":"tool","name":"getWeather","tool_call_id":"c1","content":"\\"rain\\""}]""";

        Script script = peer.post("gpt-4o", query(HELLO, TOOLS + "," + results));
        assertEquals(SAYS + "The tool returned: \"rain\"", BotPeer.text(script));
        assertEquals("meta text done", BotPeer.names(script));
    }

    @Test
    void resultsAsMessagesAreAnsweredInWords() {
        String round = """
                ,{"role":"bot","message_type":"function_call","content":"[{\\"id\\":\\"c1\\",\\"type\\":\\"function\\",\
                \\"function\\":{\\"name\\":\\"getTime\\",\\"arguments\\":\\"{}\\"}}]"}\
                ,{"role":"tool","content":"[{\\"role\\":\\"tool\\",\\"name\\":\\"getTime\\",\\"tool_call_id\\":\\"c1\\",\
                \\"content\\":\\"noon\\"}]"}""";

        assertEquals(SAYS + "The tool returned: noon", BotPeer.text(peer.post("gpt-4o", query(HELLO + round, TOOLS))));
    }

    @Test
    void aBotWithoutToolsRefusesThem() {
        JsonNode error = BotPeer.last(peer.post("kimi-k2.5-fw", query(HELLO, TOOLS)), "error");

        assertEquals("user_caused_error", error.path("error_type").asText());
        assertTrue(error.path("text").asText().contains("does not support tool calling"), error::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "report_error; \"message\":\"m\",\"metadata\":{}; 200; {}",
                "report_feedback; \"message_id\":\"\",\"feedback_type\":\"like\"; 200; {}",
                "report_reaction; \"reaction\":\"x\"; 200; {}",
                "settings; \"a\":1; 200; {\"response_version\": 2, \"allow_attachments\": true}",
                "other; \"a\":1; 501; {\"detail\": \"This type of request is not supported.\"}"
            })
    void otherRequestsAreAnsweredAtOnceInJson(String type, String more, int status, String answer) {
        Script script = peer.post("error-mid-stream", "{\"version\":\"1.2\",\"type\":\"" + type + "\"," + more + "}");

        assertEquals(status, script.status());
        assertEquals(answer, SimulatorFixture.text(script));
    }
}
