package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.dialect.poe.PoeErrors;

/** Members that Poe says it does not know. */
class UnknownMembersTest {
    @Test
    void bothFormsOfTheRefusalNameIt() {
        String plain = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"context_management: Extra inputs are not permitted\"}}";
        String nested = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"{\\\"message\\\":\\\"context_management: Extra inputs are not permitted\\\"}\"},\"request_id\":\"r\"}";
        for (String body : new String[] {plain, nested}) {
            Failure failure = PoeErrors.of("m").read(400, body.getBytes(UTF_8));
            assertEquals(Set.of("context_management"), MessagesWire.MESSAGES.unknownMembers(failure));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "context_management,context_management",
        "thinking,thinking",
        "tools.0.custom.defer_loading,tools.*.custom.defer_loading",
        "system.1.cache_control.ephemeral.scope,system.*.cache_control.ephemeral.scope",
        "messages.12.content.3.thinking.cache_control,messages.*.content.*.thinking.cache_control"
    })
    void whatMayBeLeftOutIsNamedForAllElements(String told, String path) {
        assertEquals(Set.of(path), UnknownMembers.of(refusal(400, told + ": Extra inputs are not permitted.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "messages",
                "max_tokens",
                "system",
                "tools",
                "tools.0",
                "messages.0.role",
                "messages.0.content.1.text.text",
                "messages.0.content.1.thinking.thinking",
                "tools.0.custom.input_schema",
                "output_config.format",
                "output_format"
            })
    void whatBelongsToTheMeaningNeverIs(String path) {
        assertEquals(Set.of(), UnknownMembers.of(refusal(400, path + ": Extra inputs are not permitted.")));
    }

    @Test
    void anyOtherRefusalNamesNone() {
        assertEquals(Set.of(), UnknownMembers.of(refusal(400, "max_tokens: Field required.")));
        assertEquals(Set.of(), UnknownMembers.of(refusal(422, "speed: Extra inputs are not permitted.")));
        assertEquals(Set.of(), UnknownMembers.of(new PoeRefusal.KeyRefused()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|{\"a\":1,\"b\":2}|{\"b\":2}",
                "b|{\"a\":1, \"b\":[2]}|{\"a\":1}",
                "c|{\"a\":1}|{\"a\":1}",
                "output_config|{\"output_config\":{\"effort\":\"low\"}}|{}",
                "output_config|{\"output_config\":{\"format\":{}}}|{\"output_config\":{\"format\":{}}}",
                "tools.*.custom.x|{\"tools\":[{\"n\":1,\"x\":2},{\"x\":1},{\"n\":2},7]}|{\"tools\":[{\"n\":1},{},{\"n\":2},7]}",
                "system.*.cache_control.ephemeral.scope|{\"system\":[{\"cache_control\":{\"type\":\"e\",\"scope\":1}}]}"
                        + "|{\"system\":[{\"cache_control\":{\"type\":\"e\"}}]}",
                "messages.*.content.*.thinking.cache_control|{\"messages\":[{\"content\":\"a\"},{\"content\":[{\"thinking\":\"t\","
                        + "\"cache_control\":{}}]}]}|{\"messages\":[{\"content\":\"a\"},{\"content\":[{\"thinking\":\"t\"}]}]}"
            })
    void itIsTakenOutWhereverItStands(String path, String before, String after) {
        byte[] body = before.getBytes(UTF_8);
        assertEquals(after, new String(MessagesWire.MESSAGES.without(body, path).apply(body), UTF_8));
    }

    private static Failure refusal(int status, String words) {
        return new PoeRefusal.Refused(status, "invalid_value", words, null);
    }
}
