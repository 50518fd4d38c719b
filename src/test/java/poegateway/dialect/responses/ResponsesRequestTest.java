package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.wire.json.JsonSlice;

/** What is read of a request, and what changes in it. */
class ResponsesRequestTest {
    private static final String INSTRUCTIONS =
            "{\"type\":\"message\",\"role\":\"system\",\"content\":\"Be \\\"x\\\"\"}";
    private static final String OLD = "{\"role\":\"user\",\"content\":\"1\"}";
    private static final String OLDER = "{\"role\":\"user\",\"content\":\"0\"}";

    /** What is kept: one response with two items, one of which has an id. */
    private static final PastItems PAST = new PastItems() {
        @Override
        public List<JsonSlice> before(String responseId) {
            if (!responseId.equals("resp_1")) {
                throw PastItems.unknownResponse(responseId);
            }
            return List.of(JsonSlice.of(OLDER), JsonSlice.of(OLD));
        }

        @Override
        public JsonSlice item(String itemId, String place) {
            if (!itemId.equals("msg_1")) {
                throw PastItems.unknownItem(itemId, place);
            }
            return JsonSlice.of(OLD);
        }
    };

    @Test
    void aRequestThatNeedsNothingStaysAsItIs() {
        String body =
                "{ \"model\" : \"m\", \"input\":[ {\"role\":\"user\",\"content\":\"a\"} ],\"tools\":[{}],\"new\":{} }";
        Opening opening = opened(body);
        assertTrue(opening.edits().isEmpty());
        assertEquals("m", opening.model());
        assertFalse(opening.stream());
        assertTrue(opening.outline().tools());
        assertFalse(opening.outline().pictures());
        assertTrue(opened("{\"model\":\"m\",\"input\":\"a\",\"stream\":true}").stream());
    }

    @Test
    void picturesAreSeen() {
        assertTrue(opened("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]}")
                .outline()
                .pictures());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"input\":\"a\" | \"input\":[I,{\"type\":\"message\",\"role\":\"user\",\"content\":\"a\"}]",
                "\"input\":[] | \"input\":[I]",
                "\"input\":[ {\"b\":1} ] | \"input\":[I, {\"b\":1} ]",
            })
    void instructionsBecomeTheFirstItem(String before, String after) {
        String instructions = "\"instructions\":\"Be \\\"x\\\"\"";
        String expected = after.replace("I", INSTRUCTIONS);
        assertEquals(
                "{\"model\":\"m\"," + expected + "}", edited("{\"model\":\"m\"," + instructions + "," + before + "}"));
        assertEquals(
                "{" + expected + ",\"model\":\"m\"}", edited("{" + before + "," + instructions + ",\"model\":\"m\"}"));
        assertEquals(
                List.of("instructions-to-input"),
                opened("{\"model\":\"m\"," + instructions + "," + before + "}")
                        .edits()
                        .ids());
    }

    @Test
    void emptyInstructionsSayNothing() {
        assertEquals(
                "{\"model\":\"m\",\"input\":\"a\"}", edited("{\"model\":\"m\",\"instructions\":\"\",\"input\":\"a\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"input\":\"a\" | \"input\":[H,{\"type\":\"message\",\"role\":\"user\",\"content\":\"a\"}]",
                "\"input\":[] | \"input\":[H]",
                "\"input\":[{\"b\":1}] | \"input\":[H,{\"b\":1}]",
                "\"instructions\":\"Be \\\"x\\\"\",\"input\":\"a\" | \"input\":[I,H,{\"type\":\"message\",\"role\":\"user\",\"content\":\"a\"}]",
                "\"instructions\":\"Be \\\"x\\\"\",\"input\":[] | \"input\":[I,H]",
                "\"instructions\":\"Be \\\"x\\\"\",\"input\":[{\"b\":1}] | \"input\":[I,H,{\"b\":1}]",
            })
    void earlierItemsComeBeforeTheInput(String before, String after) {
        String expected = after.replace("I", INSTRUCTIONS).replace("H", OLDER + "," + OLD);
        assertEquals(
                "{\"model\":\"m\"," + expected + "}",
                edited("{\"previous_response_id\":\"resp_1\",\"model\":\"m\"," + before + "}"));
    }

    @Test
    void aReferenceBecomesTheItem() {
        String body = "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"},{\"a\":1}],"
                + "\"instructions\":\"Be \\\"x\\\"\"}";
        assertEquals("{\"model\":\"m\",\"input\":[" + INSTRUCTIONS + "," + OLD + ",{\"a\":1}]}", edited(body));
        assertEquals(
                List.of("instructions-to-input", "reference-resolved"),
                opened(body).edits().ids());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"[A,F,A,F,F] | [A,A]", "[F,A] | [A]", "[F,F,A,F] | [A]", "[F] | []", "[ F , F ] | [  ]"})
    void thoughtsThatAnotherModelSignedAreNotSent(String input, String sent) {
        String foreign = "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"poe-gateway:messages:x\"}";
        String own = "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAA\"}";
        String body =
                "{\"model\":\"m\",\"input\":" + input.replace("A", "{\"a\":1}").replace("F", foreign) + "}";
        assertEquals("{\"model\":\"m\",\"input\":" + sent.replace("A", "{\"a\":1}") + "}", edited(body));
        assertEquals(List.of("foreign-thoughts-removed"), opened(body).edits().ids());
        assertTrue(opened(body.replace(foreign, own)).edits().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"input\":\"a\"} | missing_required_parameter | model",
                "{\"model\":\"m\"} | missing_required_parameter | input",
                "{\"model\":\"m\",\"input\":7} | invalid_value | input",
                "{\"model\":\"m\",\"input\":[7]} | invalid_value | input[0]",
                "{\"model\":\"m\",\"input\":\"a\",\"stream\":1} | invalid_value | stream",
                "{\"model\":\"m\",\"input\":\"a\",\"instructions\":[]} | invalid_value | instructions",
                "{\"model\":\"m\",\"input\":\"a\",\"background\":true} | unsupported_parameter | background",
                "{\"model\":\"m\",\"input\":\"a\",\"conversation\":\"c\"} | unsupported_parameter | conversation",
                "{\"model\":\"m\",\"input\":[{},{\"type\":\"compaction_trigger\"}]} | unsupported_parameter | input[1].type",
                "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]} | invalid_value | input[0].id",
                "{\"model\":\"m\",\"input\":\"a\",\"previous_response_id\":\"r\"} | previous_response_not_found | previous_response_id",
                "{\"model\":\"m\",\"input\":\"a\",\"previous_response_id\":{}} | invalid_value | previous_response_id",
                "{\"model\":\"m\",\"model\":\"m\",\"input\":\"a\"} | duplicate_key | model",
            })
    void whatIsNoRequestIsRefusedByName(String body, String code, String param) {
        FailureException thrown = assertThrows(FailureException.class, () -> opened(body));
        ClientFailure.InvalidRequest refused = assertInstanceOf(ClientFailure.InvalidRequest.class, thrown.failure());
        assertEquals(code, refused.code());
        assertEquals(param, refused.param());
    }

    @Test
    void nullsCountAsAbsent() {
        assertTrue(opened("{\"model\":\"m\",\"input\":\"a\",\"instructions\":null,\"previous_response_id\":null,"
                        + "\"conversation\":null,\"background\":false}")
                .edits()
                .isEmpty());
    }

    private static Opening opened(String body) {
        return ResponsesRequest.read(body.getBytes(UTF_8), PAST);
    }

    private static String edited(String body) {
        return new String(opened(body).edits().apply(body.getBytes(UTF_8)), UTF_8);
    }
}
