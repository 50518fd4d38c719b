package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.script.Script;

class StreamFaultsTest {
    private static final String USAGE = "\"stream_options\":{\"include_usage\":true}";

    private final PoeResponder responder = SimulatorFixture.responder();

    private Script stream(String model) {
        return SimulatorFixture.ask(responder, model, true, "");
    }

    private String text(String model) {
        return SimulatorFixture.text(stream(model));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, true, true",
        "end-nothing, false, false",
        "end-finish-only, true, false",
        "end-done-only, false, true",
        "tool-unfinished, false, false",
        "error-mid-stream, false, false",
        "error-mid-stream-done, false, true"
    })
    void streamsEndAsTheirNamesSay(String model, boolean finish, boolean done) {
        assertEquals(finish, text(model).contains("\"finish_reason\":\""));
        assertEquals(done, text(model).endsWith("data: [DONE]\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", USAGE})
    void anUnfinishedCallLacksTheEndOfItsArguments(String more) {
        Script script = SimulatorFixture.ask(responder, "tool-unfinished", true, more);
        var arguments = new StringBuilder();
        SimulatorFixture.chunks(script)
                .forEach(chunk -> arguments.append(chunk.at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asText()));

        assertTrue("{\"location\": \"sample location\"}".startsWith(arguments.toString()), arguments::toString);
        assertTrue(arguments.length() > 0 && !arguments.toString().endsWith("}"), arguments::toString);
    }

    @Test
    void anErrorComesFirstOrInTheMiddle() {
        List<String> first = SimulatorFixture.payloads(stream("error-first-event"));
        List<String> middle = SimulatorFixture.payloads(stream("error-mid-stream"));

        assertEquals(200, stream("error-first-event").status());
        assertEquals(1, first.size());
        assertEquals(
                529, SimulatorFixture.json(first.getFirst()).at("/error/code").asInt());
        assertEquals(3, middle.size());
        assertTrue(SimulatorFixture.json(middle.getLast()).has("error"));
        assertEquals(
                529,
                SimulatorFixture.ask(responder, "error-first-event", false, "").status());
    }

    @ParameterizedTest
    @CsvSource({"sse-crlf, '\r\n'", "sse-cr, '\r'"})
    void linesEndAsTheNameSays(String model, String end) {
        String stream = text(model);

        assertTrue(stream.endsWith("data: [DONE]" + end + end));
        assertEquals(
                0,
                stream.replace(end, "")
                        .chars()
                        .filter(c -> c == '\r' || c == '\n')
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sse-comments; (?s)(: working\\n\\ndata: [^\\n]+\\n\\n)+",
                "sse-no-space; (data:[{\\[][^\\n]+\\n\\n)+",
                "sse-id-retry; (id: 7\\nretry: 10\\ndata: [^\\n]+\\n\\n)+",
                "sse-no-data; (event: ping\\n\\ndata: [^\\n]+\\n\\n)+",
                "sse-empty-data; (data:\\n\\ndata: [^\\n]+\\n\\n)+",
                "sse-event-name; (event: message\\ndata: [^\\n]+\\n\\n)+",
                "sse-unknown-field; (x-note: 1\\ndata: [^\\n]+\\n\\n)+",
                "sse-multi-line; (data: \\{[^\\n]+\\ndata: [^\\n]+\\n\\n)+data: \\[DONE]\\n\\n",
                "sse-bom; \uFEFF(data: [^\\n]+\\n\\n)+",
                "end-without-blank-line; (data: [^\\n]+\\n\\n)+data: \\[DONE]"
            })
    void eventsAreFramedAsTheNameSays(String model, String pattern) {
        assertTrue(text(model).matches(pattern), () -> text(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse-split-anywhere", "sse-one-piece"})
    void cuttingDiffersAndBytesDoNot(String model) {
        String plain = SimulatorFixture.joined(stream("slow-events"), "content").replace("slow-events", "");
        Script cut = stream(model);

        assertEquals(plain, SimulatorFixture.joined(cut, "content").replace(model, ""));
        assertEquals(
                model.equals("sse-one-piece") ? 1 : 7,
                model.equals("sse-one-piece")
                        ? cut.pieces().size()
                        : cut.pieces().getFirst().bytes().length);
    }

    @Test
    void aCharacterOfFourBytesComesByteByByte() {
        byte[] penguin = "\uD83D\uDC27".getBytes(StandardCharsets.UTF_8);
        List<Script.Piece> pieces = stream("sse-split-utf8").pieces();
        int at = 0;
        while (pieces.get(at).bytes()[0] != penguin[0]) {
            at++;
        }
        for (byte expected : penguin) {
            assertArrayEquals(new byte[] {expected}, pieces.get(at++).bytes());
        }
        assertTrue(SimulatorFixture.joined(stream("sse-split-utf8"), "content").startsWith("\uD83D\uDC27This is"));
    }

    @Test
    void chunksAreBentAsTheirNamesSay() {
        assertTrue(SimulatorFixture.chunks(stream("chunk-error-null")).stream().allMatch(chunk -> chunk.has("error")));
        assertTrue(text("chunk-finish-empty").contains("\"finish_reason\":\"\""));
        assertFalse(text("chunk-finish-empty").contains("\"stop\""));
        assertFalse(text("chunk-no-role").contains("\"role\""));
        assertFalse(text("chunk-reasoning-one-key").contains("reasoning_content"));
        assertTrue(text("chunk-reasoning-one-key").contains("\"reasoning\":\""));
        assertTrue(SimulatorFixture.chunks(stream("chunk-empty-first"))
                .getFirst()
                .path("choices")
                .isEmpty());
        assertTrue(text("chunk-content-null").contains("\"content\":null"));
        List<JsonNode> roles = SimulatorFixture.chunks(stream("chunk-role-everywhere"));
        assertTrue(roles.subList(0, roles.size() - 1).stream()
                .allMatch(chunk -> chunk.at("/choices/0/delta").has("role")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunk-usage-everywhere", "chunk-usage-null"})
    void usageIsOnEveryChunkOnce(String model) {
        Script script = SimulatorFixture.ask(responder, model, true, USAGE);

        for (String payload : SimulatorFixture.payloads(script)) {
            assertEquals(payload.equals("[DONE]") ? 1 : 2, payload.split("\"usage\"", -1).length, payload);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool-no-index", "tool-repeated-id", "tool-null-id", "tool-finish-stop"})
    void toolDeltasAreBentAsTheirNamesSay(String model) {
        List<JsonNode> chunks = SimulatorFixture.chunks(stream(model));
        JsonNode later = chunks.get(2).at("/choices/0/delta/tool_calls/0");

        assertEquals(!model.equals("tool-no-index"), later.has("index"));
        assertEquals(model.equals("tool-null-id"), later.path("id").isNull());
        assertEquals(model.equals("tool-repeated-id"), later.path("id").isTextual());
        assertEquals(
                model.equals("tool-repeated-id"), later.at("/function/name").isTextual());
        String finish = chunks.getLast().at("/choices/0/finish_reason").asText();
        assertEquals(model.equals("tool-finish-stop") ? "stop" : "tool_calls", finish);
    }

    @ParameterizedTest
    @CsvSource({"finish-length, length", "finish-content-filter, content_filter"})
    void answersEndEarlyForTheReasonInTheirNames(String model, String reason) {
        JsonNode whole = SimulatorFixture.json(SimulatorFixture.ask(responder, model, false, SimulatorFixture.TOOLS));
        Script stream = SimulatorFixture.ask(responder, model, true, USAGE);

        assertEquals(
                "This is a simulated ", whole.at("/choices/0/message/content").asText());
        assertEquals(reason, whole.at("/choices/0/finish_reason").asText());
        assertEquals(5, whole.at("/usage/completion_tokens").asInt());
        assertEquals("This is a simulated ", SimulatorFixture.joined(stream, "content"));
        assertTrue(SimulatorFixture.text(stream).contains("\"finish_reason\":\"" + reason + "\""));
    }

    @Test
    void theRepeatedIdAndNameAreThoseOfTheFirstDelta() {
        List<JsonNode> chunks = SimulatorFixture.chunks(stream("tool-repeated-id"));
        JsonNode first = chunks.get(1).at("/choices/0/delta/tool_calls/0");
        JsonNode later = chunks.get(2).at("/choices/0/delta/tool_calls/0");

        assertEquals(first.path("id"), later.path("id"));
        assertEquals(first.at("/function/name"), later.at("/function/name"));
    }

    @Test
    void bodiesAreNotWhatWasAskedFor() {
        assertEquals("application/json", stream("body-json-to-stream").headers().get("content-type"));
        assertTrue(SimulatorFixture.text(SimulatorFixture.ask(responder, "body-stream-to-whole", false, ""))
                .startsWith("data: "));
        assertTrue(SimulatorFixture.json(SimulatorFixture.ask(responder, "body-error-200", false, ""))
                .has("error"));
        assertTrue(SimulatorFixture.json(SimulatorFixture.ask(responder, "body-error-null", false, ""))
                .path("error")
                .isNull());
        assertEquals(301, stream("body-redirect").status());
        assertFalse(stream("body-no-type").headers().containsKey("content-type"));
    }
}
