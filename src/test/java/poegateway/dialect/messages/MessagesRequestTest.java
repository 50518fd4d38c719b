package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.ReplyFailure;
import poegateway.core.Usage;
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
