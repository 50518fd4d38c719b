package poegateway.dialect.poe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.Retry;

class PoeErrorBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{\"error\":{\"message\":\"hot\"}}",
                " \r\n\t{\"error\":{\"message\":\"hot\"}}",
                "  hot ",
                "{\"error\":{\"message\":\"hot\"},\"other\":{\"message\":\"wrong\"}}",
                "{\"other\":{\"message\":\"wrong\"},\"error\":{\"message\":\"hot\"}}",
                "{\"other\":[[\"wrong\"],{\"message\":\"wrong\"}],\"message\":\"hot\"}",
                "{\"message\":\"hot\",\"usage\":{\"message\":\"wrong\",\"more\":{\"a\":[1]},\"b\":2}}",
            })
    void whatStandsBesideTheErrorIsNotItsReason(String body) {
        byte[] bytes = ("wrong" + body + "wrong").getBytes(UTF_8);
        assertEquals("hot.", read(400, body).message());
        Failure inStream = PoeErrors.of("gpt4o").readEvent(bytes, 5, bytes.length - 5);
        assertTrue(inStream.message().startsWith("hot. "), inStream.message());
    }

    @Test
    void countsWithinCountsAreNoWordsOfTheModel() {
        String body = "{\"error\":\"no\",\"usage\":{\"completion_tokens_details\":{\"completion_tokens\":9},"
                + "\"completion_tokens\":0}}";
        assertInstanceOf(Retry.After.class, read(503, body).retry());
    }

    @ParameterizedTest
    @CsvSource({"64,64", "65,64"})
    void aFieldThatIsBlamedHasAtMost64Letters(int given, int kept) {
        Failure failure = read(400, "{\"error\":{\"message\":\"x\",\"param\":\"" + "p".repeat(given) + "\"}}");
        assertEquals("p".repeat(kept), failure.param());
    }

    @Test
    void plainWordsOfEightThousandLettersAreReadAndLongerOnesAreNone() {
        assertTrue(read(400, "x".repeat(8 * 1024)).message().startsWith("xxx"));
        assertTrue(read(400, "x".repeat(8 * 1024 + 1)).message().contains("gave no reason"));
    }

    @Test
    void aMessageOfTwoThousandLettersIsWhole() {
        String longest = "x".repeat(2_000);
        assertEquals(longest + ".", read(400, longest).message());
        assertEquals(longest + "…", read(400, longest + "y").message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"rate_limit_error\"|\"type\":\"overloaded_error\"|429",
                "\"n\":1|\"type\":\"rate_limit_error\"|429",
                "\"type\":\"rate_limit_error\"|\"n\":1|429",
                "\"code\":429|\"code\":503|429",
                "\"n\":1|\"code\":429|429",
                "\"code\":429|\"n\":1|429",
                "\"code\":\"rate_limit_exceeded\"|\"code\":\"overloaded\"|429",
            })
    void ofAnErrorWithinAnErrorTheOuterOneSaysWhatItKnows(String outer, String inner, int status) {
        String wrapped = ("{\"message\":\"hot\"," + inner + "}").replace("\"", "\\\"");
        byte[] bytes = ("{\"error\":{\"message\":\"" + wrapped + "\"," + outer + "}}").getBytes(UTF_8);
        Failure failure = PoeErrors.of("gpt4o").readEvent(bytes, 0, bytes.length);
        assertEquals(status, failure.status());
        assertTrue(failure.message().startsWith("hot."), failure.message());
    }

    @Test
    void theWordsOfAServerThatIsNotPoeAreTold() {
        assertTrue(read(405, "no such method!").message().contains("status 405, no such method"));
        assertFalse(read(405, "").message().contains("status 405,"));
    }

    private static Failure read(int status, String body) {
        return PoeErrors.of("gpt4o").read(status, body.getBytes(UTF_8));
    }
}
