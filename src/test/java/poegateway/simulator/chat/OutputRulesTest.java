package poegateway.simulator.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.PoeResponder;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.script.Script;

class OutputRulesTest {
    private static final String WHOLE_TEXT =
            "This is a simulated answer in the name of Claude-Sonnet-4.6; no model was asked. You wrote: hello";
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String TEXT = "/choices/0/message/content";
    private static final String FINISH = "/choices/0/finish_reason";
    private static final String CALLS = "/choices/0/message/tool_calls";

    private final PoeResponder responder = SimulatorFixture.responder();

    private JsonNode whole(String model, String more) {
        return SimulatorFixture.json(SimulatorFixture.ask(responder, model, false, more));
    }

    private Script stream(String model, String more) {
        return SimulatorFixture.ask(responder, model, true, more + ",\"stream_options\":{\"include_usage\":true}");
    }

    private static String finishOf(Script stream) {
        return SimulatorFixture.chunks(stream).stream()
                .map(chunk -> chunk.at(FINISH).asText(""))
                .filter(reason -> !reason.isEmpty() && !reason.equals("null"))
                .findFirst()
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens, 1, This, length",
        "max_completion_tokens, 3, This is a si, length",
        "max_tokens, 24, '" + WHOLE_TEXT + "', length",
        "max_tokens, 25, '" + WHOLE_TEXT + "', stop",
        "max_tokens, 99999999999999999999, '" + WHOLE_TEXT + "', stop",
        "max_tokens, null, '" + WHOLE_TEXT + "', stop"
    })
    void theTextIsCutAtTheLimitWholeAndStreamed(String field, String limit, String text, String finish) {
        String more = "\"" + field + "\":" + limit;
        String expected = finish.equals("length") && text.length() > 90 ? text.substring(0, 96) : text;
        JsonNode reply = whole(MODEL, more);
        Script stream = stream(MODEL, more);

        assertEquals(expected, reply.at(TEXT).asText());
        assertEquals(finish, reply.at(FINISH).asText());
        assertEquals(expected, SimulatorFixture.joined(stream, "content"));
        assertEquals(finish, finishOf(stream));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20, 30, 40, 1_000})
    void usageNeverSaysMoreThanTheLimit(int limit) {
        var exact = SimulatorFixture.responder(new Manner(Duration.ZERO, 12, true, false, Manner.Shape.LEGACY));
        String more = "\"reasoning_effort\":\"high\",\"max_tokens\":" + limit;
        JsonNode reply = SimulatorFixture.json(SimulatorFixture.ask(exact, "gpt-5.4", false, more));
        long used = reply.at("/usage/completion_tokens").asLong();
        String answer = reply.at("/choices/0/message/reasoning").asText()
                + reply.at(TEXT).asText();
        boolean cut = reply.at(FINISH).asText().equals("length");

        assertEquals(cut ? limit : used, used, "a limit that cuts is used up");
        assertTrue(used <= limit, () -> reply.toString());
        assertTrue(answer.length() <= 4 * limit && answer.length() > 4 * (used - 2), answer);
        assertEquals(limit < 50, cut);
    }

    @Test
    void theSmallerOfTwoLimitsHolds() {
        assertEquals(
                "This",
                whole(MODEL, "\"max_tokens\":9,\"max_completion_tokens\":1")
                        .at(TEXT)
                        .asText());
        assertEquals(
                "This",
                whole(MODEL, "\"max_tokens\":1,\"max_completion_tokens\":9")
                        .at(TEXT)
                        .asText());
    }

    @Test
    void aLimitCutsBetweenCharacters() {
        String body = SimulatorFixture.request("x", "\uD83D\uDC27".repeat(9), false, "\"max_tokens\":25")
                .replace("\"x\"", "\"" + MODEL + "\"");
        String text = SimulatorFixture.json(SimulatorFixture.chat(responder, body))
                .at(TEXT)
                .asText();

        assertEquals(100, text.codePointCount(0, text.length()));
        assertTrue(text.endsWith("\uD83D\uDC27"), text);
    }

    @Test
    void thoughtsCountAndMayLeaveNothingForTheAnswer() {
        JsonNode reply = whole("gpt-5.4", "\"reasoning_effort\":\"high\",\"max_completion_tokens\":3");

        assertEquals(
                "**Simulated",
                reply.at("/choices/0/message/reasoning_content").asText().strip());
        assertEquals("", reply.at(TEXT).asText());
        assertEquals("length", reply.at(FINISH).asText());
    }

    @Test
    void aCallIsCutInItsArgumentsOrNotMade() {
        JsonNode cut = whole("gpt-5.4", SimulatorFixture.TOOLS + ",\"max_tokens\":5");
        JsonNode none = whole("gpt-5.4", SimulatorFixture.TOOLS + ",\"max_tokens\":3");
        JsonNode enough = whole("gpt-5.4", SimulatorFixture.TOOLS + ",\"max_tokens\":50");

        assertEquals("{\"locati", cut.at(CALLS + "/0/function/arguments").asText());
        assertEquals("length", cut.at(FINISH).asText());
        assertTrue(none.at(CALLS).isMissingNode());
        assertEquals("length", none.at(FINISH).asText());
        assertEquals(
                "{\"location\": \"sample location\"}",
                enough.at(CALLS + "/0/function/arguments").asText());
        assertEquals("tool_calls", enough.at(FINISH).asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"simulated\" | 'This is a '",
                "[\"model\",\" in\"] | This is a simulated answer",
                "[\"absent\",\"also absent\"] | " + WHOLE_TEXT,
                "\"This\" | ''",
                "\" \" | " + WHOLE_TEXT,
                "[\"\",\"\\n\"] | " + WHOLE_TEXT,
                "[] | " + WHOLE_TEXT,
                "null | " + WHOLE_TEXT
            })
    void theTextEndsBeforeTheFirstStop(String stop, String text) {
        JsonNode reply = whole(MODEL, "\"stop\":" + stop);
        Script stream = stream(MODEL, "\"stop\":" + stop);

        assertEquals(text, reply.at(TEXT).asText());
        assertEquals("stop", reply.at(FINISH).asText());
        assertEquals(
                (text.length() + 3) / 4, reply.at("/usage/completion_tokens").asInt());
        assertEquals(text, SimulatorFixture.joined(stream, "content"));
        assertEquals("stop", finishOf(stream));
    }

    @ParameterizedTest
    @CsvSource({"2, This is , length", "3, 'This is a ', stop"})
    void whicheverComesFirstCuts(int limit, String text, String finish) {
        JsonNode reply = whole(MODEL, "\"stop\":\"simulated\",\"max_tokens\":" + limit);

        assertEquals(text.strip(), reply.at(TEXT).asText().strip());
        assertEquals(finish, reply.at(FINISH).asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"n\":2 | 'n' must be 1",
                "\"n\":0 | 'n' must be 1",
                "\"n\":-1 | 'n' must be 1",
                "\"n\":1.5 | 'n' must be 1",
                "\"n\":\"1\" | 'n' must be 1",
                "\"n\":true | 'n' must be 1",
                "\"n\":99999999999999999999 | 'n' must be 1",
                "\"n\":[1] | 'n' must be 1",
                "\"max_tokens\":0 | 'max_tokens' must be",
                "\"max_tokens\":-5 | 'max_tokens' must be",
                "\"max_completion_tokens\":1.5 | 'max_completion_tokens' must be",
                "\"max_completion_tokens\":\"9\" | 'max_completion_tokens' must be",
                "\"stop\":5 | 'stop' must be",
                "\"stop\":[\"a\",5] | 'stop' must be",
                "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"] | 'stop' has more than 4",
                "\"response_format\":{\"type\":\"xml\"} | 'response_format.type' must be",
                "\"response_format\":\"json\" | 'response_format.type' must be",
                "\"response_format\":{} | 'response_format.type' must be",
                "\"response_format\":{\"type\":\"json_schema\"} | 'response_format.json_schema.schema'",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":null}} | 'response_format.json_schema.schema'",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":5}} | must be an object",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"no\",\"schema\":{\"type\":\"object\",\"required\":[\"a\"],\"additionalProperties\":false}}} | response_format 'no': 'additionalProperties' at /a",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"no\",\"parameters\":{\"type\":\"string\"}}}] | function 'no': 'type' at the root"
            })
    void whatCannotBeDoneIsRefusedByName(String more, String words) {
        for (boolean streamed : new boolean[] {false, true}) {
            Script script = SimulatorFixture.ask(responder, "gpt-5.4", streamed, more);

            assertEquals(400, script.status());
            JsonNode error = SimulatorFixture.json(script).path("error");
            assertEquals("invalid_request_error", error.path("type").asText());
            assertTrue(error.path("message").asText().contains(words), error::toString);
        }
    }

    @Test
    void longSchemasAndStopsAreRefused() {
        String text = "x".repeat(70_000);
        String schema = "{\"type\":\"object\",\"description\":\"" + text + "\"}";
        for (String more : new String[] {
            "\"stop\":\"" + text + "\"",
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + schema + "}}",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + schema + "}}]"
        }) {
            assertEquals(
                    400, SimulatorFixture.ask(responder, "gpt-5.4", false, more).status());
        }
        String uncalled =
                "\"tool_choice\":\"none\",\"tools\":[{\"function\":{\"name\":\"f\",\"parameters\":" + schema + "}}]";
        assertEquals(
                200, SimulatorFixture.ask(responder, "gpt-5.4", false, uncalled).status());
    }

    @Test
    void aJsonObjectIsOneWholeAndStreamed() {
        String more = "\"response_format\":{\"type\":\"json_object\"}";
        JsonNode object = SimulatorFixture.json(whole(MODEL, more).at(TEXT).asText());

        assertEquals(WHOLE_TEXT, object.path("answer").asText());
        assertEquals(object, SimulatorFixture.json(SimulatorFixture.joined(stream(MODEL, more), "content")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null"})
    void aSchemaIsFittedStrictOrNot(String strict) {
        String more = "\"response_format\":{\"json_schema\":{\"strict\":" + strict
                + ",\"schema\":{\"type\":\"object\",\"properties\":"
                + "{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\",\"minimum\":2}},\"required\":[\"city\",\"days\"],"
                + "\"additionalProperties\":false},\"name\":\"trip\"},\"type\":\"json_schema\"}";
        String expected = "{\"city\":\"sample city\",\"days\":2}";

        assertEquals(expected, whole(MODEL, more).at(TEXT).asText());
        assertEquals(expected, SimulatorFixture.joined(stream(MODEL, more), "content"));
        assertEquals(8, whole(MODEL, more).at("/usage/completion_tokens").asInt());
        assertEquals("{\"ci", whole(MODEL, more + ",\"max_tokens\":1").at(TEXT).asText());
        String long64 = whole("long-answer", more).at(TEXT).asText();
        assertEquals(64 * 1024, long64.length());
        assertEquals(expected, long64.strip());
    }

    @Test
    void toolsAreCalledFirstAndTheFormatIsForTheLastAnswer() {
        String format = "\"response_format\":{\"type\":\"json_object\"}";
        JsonNode calling = whole("gpt-5.4", SimulatorFixture.TOOLS + "," + format);
        JsonNode chosenNone = whole("gpt-5.4", SimulatorFixture.TOOLS + ",\"tool_choice\":\"none\"," + format);

        assertEquals("tool_calls", calling.at(FINISH).asText());
        assertTrue(SimulatorFixture.json(chosenNone.at(TEXT).asText()).isObject());
    }

    @Test
    void faultsOnDemandAreNotHinderedByTheFormat() {
        String hopeless =
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"none\"}}}";

        assertEquals(
                429,
                SimulatorFixture.ask(responder, "error-429", false, hopeless).status());
        assertEquals(
                400,
                SimulatorFixture.ask(responder, "long-answer", false, hopeless).status());
    }

    @Test
    void theLongAnswerIsCutToo() {
        JsonNode reply = whole("long-answer", "\"max_tokens\":1000");

        assertEquals(4_000, reply.at(TEXT).asText().length());
        assertEquals("length", reply.at(FINISH).asText());
        assertEquals(1_000, reply.at("/usage/completion_tokens").asInt());
    }
}
