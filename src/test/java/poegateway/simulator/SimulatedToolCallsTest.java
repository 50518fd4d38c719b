package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.SampleArguments;
import poegateway.simulator.script.Script;

class SimulatedToolCallsTest {
    private final PoeResponder responder = SimulatorFixture.responder();

    private JsonNode calls(String model, String userText, String more) {
        String body = SimulatorFixture.request(model, userText, false, SimulatorFixture.TOOLS + more);
        return SimulatorFixture.json(SimulatorFixture.chat(responder, body)).at("/choices/0/message/tool_calls");
    }

    @Test
    void aRequestWithToolsGetsOneCallWithArgumentsOfItsSchema() {
        JsonNode calls = calls("gpt-4o", "What is the weather?", "");

        assertEquals(1, calls.size());
        assertEquals("getWeather", calls.at("/0/function/name").asText());
        assertEquals(
                "{\"location\": \"sample location\"}",
                calls.at("/0/function/arguments").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Use both tools.", "Call them in PARALLEL"})
    void whoWantsBothGetsBoth(String userText) {
        JsonNode calls = calls("gpt-4o", userText, "");

        assertEquals(2, calls.size());
        assertEquals("{\"hours\": 3}", calls.at("/1/function/arguments").asText());
    }

    @Test
    void aNamedToolIsCalledAlone() {
        JsonNode calls =
                calls("gpt-4o", "both", ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"getTime\"}}");

        assertEquals(1, calls.size());
        assertEquals("getTime", calls.at("/0/function/name").asText());
    }

    @Test
    void noToolIsCalledWhenNoneIsChosen() {
        assertTrue(calls("gpt-4o", "hello", ",\"tool_choice\":\"none\"").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, call_[0-9A-Za-z]{24}",
        "grok-4, call_\\d{8}",
        "gemini-2.5-flash, tool_getWeather_[0-9A-Za-z]{20}",
        "kimi-k2.5, getWeather:0"
    })
    void idsAreInTheStyleOfTheMaker(String model, String pattern) {
        String id = calls(model, "hello", "").at("/0/id").asText();

        assertTrue(id.matches(pattern), id);
    }

    @Test
    void afterAToolResultTheAnswerQuotesIt() {
        String body = """
                {"model":"gpt-4o",%s,"messages":[{"role":"user","content":"weather"},
                {"role":"assistant","content":null,"tool_calls":[]},
                {"role":"tool","tool_call_id":"c","content":"Sunny, 21 degrees"}]}""".formatted(SimulatorFixture.TOOLS);
        JsonNode reply = SimulatorFixture.json(SimulatorFixture.chat(responder, body));

        assertTrue(reply.at("/choices/0/message/content").asText().endsWith("The tool returned: Sunny, 21 degrees"));
        assertEquals("stop", reply.at("/choices/0/finish_reason").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gemini-2.5-pro"})
    void streamedCallsPutTogetherAreTheWholeOnes(String model) {
        String both = SimulatorFixture.request(model, "both", false, SimulatorFixture.TOOLS);
        JsonNode whole =
                SimulatorFixture.json(SimulatorFixture.chat(responder, both)).at("/choices/0/message/tool_calls");
        Script stream =
                SimulatorFixture.chat(responder, SimulatorFixture.request(model, "both", true, SimulatorFixture.TOOLS));
        String[] arguments = {"", ""};
        for (JsonNode chunk : SimulatorFixture.chunks(stream)) {
            JsonNode call = chunk.at("/choices/0/delta/tool_calls/0");
            int index = call.path("index").asInt();
            if (call.has("id")) {
                assertEquals("", arguments[index], "the id comes first");
                assertEquals("function", call.path("type").asText());
                assertEquals(whole.path(index).at("/function/name"), call.at("/function/name"));
                assertEquals(whole.path(index).has("extra_content"), call.has("extra_content"));
            }
            arguments[index] += call.at("/function/arguments").asText();
        }

        assertEquals(whole.at("/0/function/arguments").asText(), arguments[0]);
        assertEquals(whole.at("/1/function/arguments").asText(), arguments[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {}",
                "{\"properties\":{\"a\":{\"enum\":[\"x\",\"y\"]},\"b\":{\"const\":4}}} | {\"a\": \"x\", \"b\": 4}",
                "{\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2,\"items\":{\"type\":\"boolean\"}}}} | {\"a\": [true, true]}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3},\"b\":{\"type\":[\"number\",\"null\"]}}} | {\"a\": \"sam\", \"b\": 1.5}",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"null\"}]},\"b\":{\"format\":\"date\"}},\"required\":[\"b\"]} | {\"b\": \"2026-01-01\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/p\"}},\"$defs\":{\"p\":{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"integer\"}}}}} | {\"a\": {\"q\": 1}}"
            })
    void argumentsFollowTheSchema(String schema, String arguments) {
        assertEquals(arguments, SampleArguments.of(new Question.Tool("f", schema), "hello", true));
    }

    @Test
    void aSchemaThatContainsItselfManyTimesStaysSmall() {
        String own = "{\"$ref\":\"#\"}";
        String schema = "{\"properties\":{\"a\":" + own + ",\"b\":" + own + ",\"c\":" + own + ",\"d\":" + own + "}}";

        assertTrue(SampleArguments.of(new Question.Tool("f", schema), "hello", true)
                        .length()
                < 100_000);
    }

    @Test
    void aFunctionThatTakesAnExpressionGetsTheArithmeticOfTheUser() {
        String schema =
                "{\"properties\":{\"expression\":{\"type\":\"string\",\"maxLength\":40}},\"required\":[\"expression\"]}";
        Map<String, String> expected = Map.of(
                "What is 17% of 2,350?",
                "17 / 100 * 2350",
                "Please compute 12.5*(3+4), thanks",
                "12.5*(3+4)",
                "In 2026: (1 + 2) × 3 − 4?",
                "(1 + 2) * 3 - 4",
                "hello",
                "6 * 7",
                "call 555 1234 or 1..2+3",
                "6 * 7",
                "((1+2)",
                "6 * 7",
                "what is -3^-2",
                "-3^-2",
                "1 + ".repeat(30) + "1",
                "sample");
        expected.forEach((text, expression) -> {
            String made = SampleArguments.of(new Question.Tool("calculator", schema), text, true);
            if (expression.equals("sample")) {
                assertTrue(made.length() < 70, made);
            } else {
                assertEquals("{\"expression\": \"" + expression + "\"}", made, text);
            }
        });
    }
}
