package poegateway.dialect.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

/** Nobody but the gateway reads what is to be counted, so it looks at the form of it. */
class TokenEstimateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    thinking    | []
                    thinking    | "deeply"
                    tool_choice | "auto"
                    tool_choice | [1]
                    tools       | {}
                    system      | {}
                    system      | 1
                    max_tokens  | "many"
                    max_tokens  | 1.5
                    max_tokens  | 0
                    max_tokens  | -3
                    stop_sequences | "x"
                    stop_sequences | [1]
                    """)
    void aMemberOfTheWrongTypeIsRefusedByName(String name, String value) {
        assertEquals(name, refusedParam("\"messages\":[],\"" + name + "\":" + value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"content":"a"}               | messages[1].role
                    {"role":1,"content":"a"}      | messages[1].role
                    {"role":"user"}               | messages[1].content
                    {"role":"user","content":1}   | messages[1].content
                    {"role":"user","content":{}}  | messages[1].content
                    {"role":"user","content":[1]} | messages[1].content[0]
                    {"role":"bad","content":"a"}  | messages[1].role
                    {"role":"user","content":[{}]} | messages[1].content[0].type
                    {"role":"user","content":[{"type":"zz"}]} | messages[1].content[0].type
                    {"role":"user","content":[{"type":"text"}]} | messages[1].content[0].text
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"zz"}]}]} | messages[1].content[0].content[0].type
                    """)
    void aMessageWithoutItsRoleOrItsContentIsRefusedByItsPlace(String message, String place) {
        assertEquals(place, refusedParam("\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}," + message + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    tools       | [1]               | tools[0]
                    tools       | [{"type":{},"name":"a"}] | tools[0].type
                    system      | [1]               | system[0]
                    system      | [{"type":"text"}] | system[0].text
                    system      | [{"type":"zz"}]   | system[0].type
                    tool_choice | {}                | tool_choice.type
                    """)
    void whatIsWrongInsideAMemberIsRefusedByItsPlace(String name, String value, String place) {
        assertEquals(place, refusedParam("\"messages\":[],\"" + name + "\":" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e2", "1000000000000000", "1e30"})
    void aWholeNumberOfTokensIsOneHoweverItIsWritten(String written) {
        assertEquals(0, estimate("\"messages\":[],\"max_tokens\":" + written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server_tool_use",
                "web_search_tool_result",
                "some_later_tool_result",
                "mcp_tool_use",
                "search_result",
                "container_upload",
                "document"
            })
    void blocksThatOnlyAnthropicsModelsKnowAreCounted(String type) {
        estimate("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"" + type + "\"}]}]");
    }

    @Test
    void whatAnthropicTakesIsCounted() {
        assertEquals(
                4,
                estimate("\"system\":[{\"type\":\"text\",\"text\":\"1234\"}],\"thinking\":{\"type\":\"disabled\"},"
                        + "\"tools\":null,\"tool_choice\":{\"type\":\"auto\"},\"max_tokens\":100,\"messages\":["
                        + "{\"role\":\"user\",\"content\":\"12345678\"},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"1234\"}]}]"));
    }

    private static String refusedParam(String members) {
        FailureException refused = assertThrows(FailureException.class, () -> estimate(members));
        ClientFailure.InvalidRequest failure = (ClientFailure.InvalidRequest) refused.failure();
        return String.valueOf(failure.param());
    }

    private static long estimate(String members) {
        return TokenEstimate.of(("{\"model\":\"Claude-Opus-4.6\"," + members + "}").getBytes(StandardCharsets.UTF_8));
    }
}
