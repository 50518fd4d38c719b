package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.Opening;
import poegateway.dialect.WholeReply;

/** What is read of requests and of whole replies; neither is changed. */
class MessagesRequestTest {
    @Test
    void aRequestTellsItsModelItsStreamAndItsPictures() {
        Opening opening =
                open("{\"model\":\"claude-1\",\"stream\":true,\"max_tokens\":9,\"tools\":[{\"name\":\"f\"}],\"new\":{},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":"
                        + "[{\"type\":\"image\"}]}]}]}");
        assertEquals("claude-1", opening.model());
        assertTrue(opening.stream());
        assertTrue(opening.outline().pictures());
        assertTrue(opening.outline().tools());
        assertTrue(opening.edits().isEmpty());
        assertFalse(open("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"image\"}]}")
                .outline()
                .pictures());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\":[]}|missing_required_parameter|model",
                "{\"model\":\"m\"}|missing_required_parameter|messages",
                "{\"model\":\"m\",\"messages\":{}}|invalid_value|messages",
                "{\"model\":\"m\",\"messages\":[{},7]}|invalid_value|messages[1]",
                "{\"model\":\"m\",\"messages\":[],\"stream\":1}|invalid_value|stream",
                "{\"model\":\"m\",\"messages\":[{\"role\":1,\"role\":2}]}|duplicate_key|messages[0].role",
                "[]|invalid_json|"
            })
    void whatIsNoRequestIsRefused(String body, String code, String param) {
        FailureException refused = assertThrows(FailureException.class, () -> open(body));
        assertEquals(code, refused.failure().code());
        assertEquals(param, refused.failure().param());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[#, T]|[T]",
                "[T , #]|[T]",
                "[#,#,T,#,S,#]|[T,S]",
                "[#]|[N]",
                "[ # , # ]|[ N ]",
                "[S,T]|[S,T]",
                "[R,#,T]|[R,T]"
            })
    void thoughtsThatNoModelOfAnthropicsSignedAreTakenOut(String content, String left) {
        String foreign = content.replace("#", "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"\"}");
        String other = content.replace(
                "#", "{\"signature\":\"poe-gateway:responses:x\",\"thinking\":\"a\",\"type\":\"thinking\"}");
        for (String written : new String[] {foreign, other}) {
            String before = request(written);
            Opening opening = open(before);
            assertEquals(request(left), new String(opening.edits().apply(before.getBytes(UTF_8)), UTF_8));
        }
    }

    private static String request(String content) {
        String filled = content.replace("T", "{\"type\":\"text\",\"text\":\"x\"}")
                .replace("N", "{\"type\":\"text\",\"text\":\"(thinking)\"}")
                .replace("S", "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"}")
                .replace("R", "{\"type\":\"redacted_thinking\",\"data\":\"s\"}");
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":" + filled + "}]}";
    }

    @Test
    void thinkingIsLeftOutWhereTheLastTurnHasLostItsThoughts() {
        String lost = "{\"model\":\"m\",\"thinking\":{\"type\":\"enabled\"},\"messages\":[{\"content\":[{\"type\":"
                + "\"thinking\",\"thinking\":\"\"},{\"type\":\"tool_use\"}],\"role\":\"assistant\"}]}";
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"tool_use\"}],\"role\":\"assistant\"}]}",
                new String(open(lost).edits().apply(lost.getBytes(UTF_8)), UTF_8));
        assertEquals(
                List.of("thinking-removed", "foreign-thinking-removed"),
                open(lost).edits().ids());
        String kept = lost.replace("\"thinking\":\"\"}", "\"thinking\":\"\",\"signature\":\"s\"}");
        assertTrue(open(kept).edits().isEmpty());
    }

    @Test
    void aWholeReplyTellsItsModelAndItsCounts() {
        WholeReply read = whole("{\"model\":\"claude-1\",\"type\":\"message\",\"content\":[],\"error\":null,\"usage\":{"
                + "\"input_tokens\":1,\"cache_read_input_tokens\":2,\"cache_creation_input_tokens\":4,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":4},\"output_tokens\":8,\"total_tokens\":9}}");
        assertEquals(Optional.of(new Usage(7, 8)), read.usage());
        assertEquals(Optional.of("claude-1"), read.model());
        assertTrue(read.edits().isEmpty());
    }

    @Test
    void anErrorInSpiteOfItsStatusIsOne() {
        FailureException failed = assertThrows(
                FailureException.class,
                () -> whole("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: x\"}}"));
        assertInstanceOf(PoeRefusal.ModelNotFound.class, failed.failure());
        for (String body : new String[] {"", "{}", "[]", "{\"content\":\"a\"}", "{\"content\":[]", "\u00e4"}) {
            FailureException bad = assertThrows(FailureException.class, () -> whole(body));
            assertInstanceOf(ReplyFailure.BadResponse.class, bad.failure(), body);
        }
    }

    @Test
    void tokensAreEstimatedByTheBytesOfTextsAndTools() {
        String tools = "[{\"name\":\"f\",\"input_schema\":{}}]";
        String body = "{\"model\":\"m\",\"system\":[{\"type\":\"text\",\"text\":\"12345678\"}],\"tools\":" + tools
                + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"1234\"},{\"type\":\"image\","
                + "\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" + "A".repeat(90_000)
                + "\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"1234\"}}]}]}";
        assertEquals((8 + 4 + 4 + tools.length() + 3) / 4 + 1_500, TokenEstimate.of(body.getBytes(UTF_8)));
        assertThrows(FailureException.class, () -> TokenEstimate.of("{\"messages\":[]}".getBytes(UTF_8)));
    }

    private static Opening open(String body) {
        return MessagesWire.MESSAGES.open(body.getBytes(UTF_8));
    }

    private static WholeReply whole(String body) {
        return MessagesWire.MESSAGES.whole(body.getBytes(UTF_8), MessagesWire.context());
    }
}
