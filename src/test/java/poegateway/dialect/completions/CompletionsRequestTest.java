package poegateway.dialect.completions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.conversation.Prompt;
import poegateway.core.failure.ClientFailure.InvalidRequest;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonSlice;

/** A member counts by where it stands, inside extra_body or outside, and not by which of them comes first. */
class CompletionsRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"extra_body\":{\"user\":\"x\"},\"user\":\"y\"",
                "\"user\":\"y\",\"extra_body\":{\"user\":\"x\"}",
                "\"extra_body\":{\"extra_body\":{\"user\":\"x\"},\"user\":\"y\"}",
                "\"extra_body\":{\"user\":\"y\",\"extra_body\":{\"user\":\"x\"}}",
                "\"extra_body\":{\"user\":\"y\"},\"user\":null",
                "\"user\":null,\"extra_body\":{\"user\":\"y\"}",
                "\"user\":\"y\",\"extra_body\":{\"user\":null}"
            })
    void theOutermostMemberThatIsNotNullCountsInAnyOrder(String members) {
        Prompt prompt = read(members);
        assertEquals(JsonSlice.of("\"y\""), prompt.extras().members().get("user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"extra_body\":{\"max_tokens\":3},\"max_tokens\":null",
                "\"max_tokens\":null,\"extra_body\":{\"max_tokens\":3}"
            })
    void aNullLeavesTheMemberToExtraBody(String members) {
        assertEquals(OptionalLong.of(3), read(members).bounds().maxTokens());
    }

    @Test
    void whatExtraBodyHasInPlaceOfANullIsJudged() {
        assertEquals(
                "invalid_value max_tokens", refusal("\"max_tokens\":null,\"extra_body\":{\"max_tokens\":\"bad\"}"));
        assertEquals(
                "invalid_value max_tokens", refusal("\"extra_body\":{\"max_tokens\":\"bad\"},\"max_tokens\":null"));
    }

    @Test
    void aKeyThatStandsTwiceInOneObjectIsRefused() {
        assertEquals("duplicate_key user", refusal("\"user\":\"a\",\"user\":\"b\""));
        assertEquals("duplicate_key user", refusal("\"user\":null,\"user\":null"));
        assertEquals("duplicate_key extra_body.user", refusal("\"extra_body\":{\"user\":1,\"user\":2}"));
        assertEquals("duplicate_key extra_body", refusal("\"extra_body\":{\"a\":1},\"extra_body\":{\"b\":2}"));
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5.0,5", "1e2,100", "0.5E1,5", "1000000000000000,1000000000000000"})
    void aWholeNumberOfTokensIsOneHoweverItIsWritten(String written, long tokens) {
        assertEquals(
                OptionalLong.of(tokens),
                read("\"max_tokens\":" + written).bounds().maxTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-1", "-1.0", "\"1\"", "true", "[1]"})
    void whatIsNoWholeNumberOfTokensIsRefused(String written) {
        assertEquals("invalid_value max_tokens", refusal("\"max_tokens\":" + written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0", "10E-1", "null"})
    void oneAnswerMayBeAskedForInAnyWriting(String written) {
        read("\"n\":" + written + ",\"best_of\":" + written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1.5", "2", "\"1\""})
    void anyOtherNumberOfAnswersIsRefused(String written) {
        assertEquals("unsupported_parameter n", refusal("\"n\":" + written));
    }

    private static String refusal(String members) {
        FailureException refused = assertThrows(FailureException.class, () -> read(members));
        InvalidRequest failure = (InvalidRequest) refused.failure();
        return failure.code() + " " + failure.param();
    }

    private static Prompt read(String members) {
        byte[] body = ("{\"model\":\"GPT-5.2\",\"prompt\":\"a\"," + members + "}").getBytes(UTF_8);
        CompletionsRequest.open(body);
        return CompletionsRequest.prompt(body);
    }
}
