package poegateway.simulator.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static poegateway.simulator.bot.BotPeer.HELLO;
import static poegateway.simulator.bot.BotPeer.query;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.answer.Question;

class BotRequestReaderTest {
    private static String refusal(String body) {
        return String.valueOf(assertThrows(
                        InvalidRequestException.class,
                        () -> BotRequestReader.read("b", body.getBytes(StandardCharsets.UTF_8)))
                .getMessage());
    }

    private static Question question(String body) throws InvalidRequestException {
        BotRequest request = BotRequestReader.read("b", body.getBytes(StandardCharsets.UTF_8));
        return ((BotRequest.Query) request).question();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nothing", "{\"a\":1} more", "\uFFFE"})
    void whatIsNoJsonIsRefused(String body) {
        String said = refusal(body);

        assertEquals(body.isEmpty() ? "The body: Input should be an object" : "The body is not valid JSON", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "type", "query", "user_id", "conversation_id", "message_id"})
    void whatTheProtocolRequiresMustBeThere(String field) {
        String body = query(HELLO, "").replace("\"" + field + "\":", "\"x" + field + "\":");

        assertEquals(field + ": Field required", refusal(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; query: List should have at least 1 item",
                "7; query.0: Input should be an object",
                "{\"content\":\"x\"}; query.0.role: Field required",
                "{\"role\":\"user\"}; query.0.content: Field required",
                "{\"role\":\"user\",\"content\":null}; query.0.content: Field required",
                "{\"role\":\"user\",\"content\":[]}; query.0.content: Input should be a valid string",
                "{\"role\":\"assistant\",\"content\":\"\"}; Invalid 'role': Input should be 'system', 'user', 'bot' or 'tool'",
                "{\"role\":\"developer\",\"content\":\"\"}; Invalid 'role': Input should be 'system', 'user', 'bot' or 'tool'",
                "{\"role\":\"user\",\"content\":\"\",\"parameters\":[]}; query.0.parameters: Input should be an object",
                "{\"role\":\"user\",\"content\":\"\",\"attachments\":{}}; query.0.attachments: Input should be a valid list",
                "{\"role\":\"user\",\"content\":\"\",\"attachments\":[{\"url\":\"u\",\"content_type\":\"t\"}]}; query.0.attachments.0.name: Field required",
                "{\"role\":\"bot\",\"content\":\"\",\"message_type\":\"other\"}; query.0.message_type: Input should be 'function_call'",
                "{\"role\":\"bot\",\"content\":\"no\",\"message_type\":\"function_call\"}; query.0.content: Input should be JSON",
                "{\"role\":\"bot\",\"content\":\"[{\\\"id\\\":\\\"i\\\",\\\"type\\\":\\\"function\\\"}]\",\"message_type\":\"function_call\"}; query.0.content.0.function: Field required",
                "{\"role\":\"tool\",\"content\":\"rain\"}; query.0.content: Input should be JSON",
                "{\"role\":\"tool\",\"content\":\"{}\"}; query.0.content: Input should be a valid list",
                "{\"role\":\"tool\",\"content\":\"[{\\\"role\\\":\\\"tool\\\"}]\"}; query.0.content.0.name: Field required"
            })
    void aMessageThatBreaksTheProtocolIsRefusedByItsPlace(String message, String said) {
        assertEquals(said, refusal(query(message == null ? "" : message, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"temperature\":\"hot\"; temperature: Input should be a valid number",
                "\"stop_sequences\":\"x\"; stop_sequences: Input should be a valid list",
                "\"stop_sequences\":[\"a\",7]; stop_sequences.1: Input should be a valid string",
                "\"tools\":[{\"type\":\"function\"}]; tools.0.function: Field required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]; tools.0.function.description: Field required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\"}}]; tools.0.function.parameters: Field required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"}}}]; tools.0.function.parameters.properties: Field required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{},\"required\":\"a\"}}}]; tools.0.function.parameters.required: Input should be a valid list",
                "\"tool_calls\":[{\"id\":\"i\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}]; tool_calls.0.function.arguments: Field required",
                "\"tool_results\":[{\"role\":\"tool\",\"name\":\"f\",\"content\":\"\"}]; tool_results.0.tool_call_id: Field required"
            })
    void aFieldThatBreaksTheProtocolIsRefusedByItsPlace(String field, String said) {
        assertEquals(said, refusal(query(HELLO, field)));
    }

    @Test
    void fieldsThatAreNotKnownAreIgnored() throws InvalidRequestException {
        assertEquals(
                "hello",
                question(query(HELLO, "\"max_tokens\":1,\"query2\":[]")).userText());
    }

    /** The protocol's own client writes null for a tool none of whose parameters is required. */
    @Test
    void nullForTheRequiredParametersOfAToolIsNone() throws InvalidRequestException {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{},\"required\":null}}}]";

        assertEquals(
                "{\"type\":\"object\",\"properties\":{}}",
                question(query(HELLO, tools)).tools().getFirst().schema());
    }

    @Test
    void textIsCountedInBytesWithTheResultsOfTools() throws InvalidRequestException {
        String results =
                "\"tool_results\":[{\"role\":\"tool\",\"name\":\"f\",\"tool_call_id\":\"i\",\"content\":\"four\"}]";
        Question question = question(query("{\"role\":\"system\",\"content\":\"é\"}," + HELLO, results));

        assertEquals(2 + 5 + 4, question.prompt().textBytes());
        assertEquals("four", question.toolResult());
    }

    @Test
    void aLongTextIsQuotedFromItsBeginningInWholeCharacters() throws InvalidRequestException {
        String text = "x" + "🐧".repeat(100);

        assertEquals(
                "x" + "🐧".repeat(49),
                question(query("{\"role\":\"user\",\"content\":\"" + text + "\"}", ""))
                        .userText());
    }

    @Test
    void aBodyHasMostValues() throws InvalidRequestException {
        int fits = (int) CheckedObject.MAX_TOKENS - 100;

        assertEquals(
                "hello",
                question(query(HELLO, "\"more\":[" + "0,".repeat(fits) + "0]")).userText());
        assertEquals(
                "The body is too large, or too deep, to be read",
                refusal(query(HELLO, "\"more\":[" + "0,".repeat(fits + 100) + "0]")));
        assertEquals("The body is too large, or too deep, to be read", refusal("[".repeat(2_000)));
    }

    @Test
    void aBodyHasAGreatestLength() {
        String fits = query("{\"role\":\"user\",\"content\":\"\"}", "");
        byte[] long1 = (fits + " ".repeat(BotRequestReader.MAX_BODY_BYTES + 1 - fits.length()))
                .getBytes(StandardCharsets.UTF_8);

        assertThrows(InvalidRequestException.class, () -> BotRequestReader.read("b", long1));
    }
}
