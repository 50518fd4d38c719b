package poegateway.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.core.failure.FailureException;

/** A request that breaks off is the caller's mistake wherever it does, and never a bug of the gateway's. */
class BrokenBodyTest {
    private static final String TEXTS =
            "\"stop\":[\"a\\\"\",\"b\"],\"user\":\"u\\\\\",\"stream\":false,\"temperature\":0.5,"
                    + "\"metadata\":{\"a\":\"b\\u00e9\"},\"model\":\"some-model\"}";

    @ParameterizedTest
    @EnumSource
    void aRequestThatBreaksOffIsRefused(RecordedCaller caller) {
        byte[] whole = (content(caller) + TEXTS).getBytes(UTF_8);
        caller.format().open(whole, "some-model");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            FailureException failed = assertThrows(
                    FailureException.class,
                    () -> caller.format().open(cut, "some-model"),
                    () -> new String(cut, UTF_8));
            assertEquals(400, failed.failure().status());
        }
    }

    private static String content(RecordedCaller caller) {
        return switch (caller) {
            case CHAT -> "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}],";
            case COMPLETIONS -> "{\"prompt\":\"hi\",\"extra_body\":{\"a\":\"b\"},";
            case RESPONSES ->
                "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]}],";
            case MESSAGES ->
                "{\"max_tokens\":9,\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}],";
            case BOT ->
                "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"hi\"}],\"user_id\":\"\","
                        + "\"conversation_id\":\"\",\"message_id\":\"\",";
        };
    }
}
