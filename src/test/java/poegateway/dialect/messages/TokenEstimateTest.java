package poegateway.dialect.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                    tools       | [1]
                    system      | {}
                    system      | 1
                    system      | [1]
                    max_tokens  | "many"
                    max_tokens  | 1.5
                    max_tokens  | 0
                    max_tokens  | -3
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
                    {"role":"user","content":[1]} | messages[1].content
                    """)
    void aMessageWithoutItsRoleOrItsContentIsRefusedByItsPlace(String message, String place) {
        assertEquals(place, refusedParam("\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}," + message + "]"));
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
