package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.ClientFailure.InvalidRequest;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;

class ChatRequestTest {
    private static final String REST = "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void aRequestTellsItsModelAsSpelled() {
        Opening request = read("{\"model\":\"Gr\\u00fc\\u00dfe \\\"1\\\"\",\"messages\":[]}");
        assertEquals("Grüße \"1\"", request.model());
        assertFalse(request.stream());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"messages\":[]}|missing_required_parameter|model",
                "{\"model\":null,\"messages\":[]}|missing_required_parameter|model",
                "{\"model\":\"m\"}|missing_required_parameter|messages",
                "{\"model\":\"m\",\"messages\":null}|missing_required_parameter|messages",
                "{}|missing_required_parameter|model",
                "{\"model\":7,\"messages\":[]}|invalid_value|model",
                "{\"model\":\" \",\"messages\":[]}|invalid_value|model",
                "{\"model\":\"m\",\"messages\":\"hi\"}|invalid_value|messages",
                "{\"model\":\"m\",\"messages\":{}}|invalid_value|messages",
                "{\"model\":\"m\",\"messages\":[{},\"hi\",[]]}|invalid_value|messages[1]",
                "{\"model\":\"m\",\"messages\":[],\"stream\":\"true\"}|invalid_value|stream",
                "{\"model\":\"m\",\"messages\":[],\"stream\":1}|invalid_value|stream",
                "{\"model\":\"m\",\"messages\":[],\"stream_options\":[]}|invalid_value|stream_options",
                "{\"model\":\"m\",\"messages\":[],\"stream_options\":true}|invalid_value|stream_options",
                "{\"model\":\"m\",\"messages\":[],\"stream_options\":{\"include_usage\":1}}"
                        + "|invalid_value|stream_options.include_usage",
                "{\"model\":\"m\",\"messages\":[],\"n\":2}|unsupported_parameter|n",
                "{\"model\":\"m\",\"messages\":[],\"extra_body\":{\"n\":2}}|unsupported_parameter|n",
                "{\"model\":\"m\",\"messages\":[],\"model\":\"m\"}|duplicate_key|model",
                "{\"model\":\"m\",\"messages\":[],\"a\":1,\"\\u0061\":1}|duplicate_key|a",
                "{\"model\":\"m\",\"messages\":[{},{\"role\":\"user\",\"role\":\"user\"}]}|duplicate_key|messages[1].role",
                "{\"model\":\"m\",\"messages\":[],\"extra_body\":{\"a\":1,\"a\":2}}|duplicate_key|extra_body.a",
                "[]|invalid_json|-",
                "\"text\"|invalid_json|-",
                "7|invalid_json|-",
                "null|invalid_json|-",
                "''|invalid_json|-",
                "{\"model\":\"m\",\"messages\":[]} {}|invalid_json|-",
                "{\"model\":\"m\",\"messages\":[]}x|invalid_json|-",
                "{\"model\":\"m\",\"messages\":[],}|invalid_json|-",
                "{\"model\":\"m\",\"messages\":[|invalid_json|-",
                "{\"model\":\"m\",\"messages\":[],\"temperature\":1e400}|invalid_number|temperature",
                "{\"model\":\"m\",\"messages\":[],\"temperature\":NaN}|invalid_number|temperature",
                "{\"model\":\"m\",\"messages\":[],\"x\":[{\"y\":1e999}]}|invalid_number|x[0].y",
            })
    void aBadRequestIsRefusedWithItsCodeAndItsField(String body, String code, String param) {
        InvalidRequest refused = refusal(body.getBytes(UTF_8));
        assertEquals(code, refused.code());
        assertEquals(param, refused.param());
        assertEquals(400, refused.status());
    }

    @Test
    void keysThatComeTwiceDeeperDownPass() {
        assertEquals("m", read("{" + REST + ",\"metadata\":{\"a\":1,\"a\":2}}").model());
        assertEquals(
                "m",
                read("{\"model\":\"m\",\"messages\":[{\"content\":[{\"a\":1,\"a\":2}]}]}")
                        .model());
    }

    @Test
    void badUtf8IsRefusedWithItsOffset() {
        byte[] overlong = "{\"model\":\"\u00C0\u00AF\"}".getBytes(ISO_8859_1);
        assertEquals("invalid_utf8", refusal(overlong).code());
        assertTrue(
                refusal(overlong).message().contains("byte 10"),
                refusal(overlong).message());
        byte[] surrogate = "{\"model\":\"\u00ED\u00A0\u0080\"}".getBytes(ISO_8859_1);
        assertEquals("invalid_utf8", refusal(surrogate).code());
    }

    @Test
    void aByteOrderMarkAndOtherEncodingsAreRefusedByName() {
        InvalidRequest mark = refusal(("\uFEFF{" + REST + "}").getBytes(UTF_8));
        assertEquals("invalid_json", mark.code());
        assertTrue(mark.message().contains("byte order mark"));
        assertEquals(
                "invalid_json",
                refusal("{\0\"\0m\0\"\0:\0001\0}\0".getBytes(UTF_8)).code());
    }

    @Test
    void whatGoesOverALimitIsRefusedWithTheCodeOfTheLimit() {
        assertEquals(
                "json_too_deep",
                refusal(("{" + REST + ",\"x\":" + "[".repeat(200) + "]".repeat(200) + "}").getBytes(UTF_8))
                        .code());
        assertEquals(
                "invalid_number",
                refusal(("{" + REST + ",\"x\":0." + "1".repeat(1_000) + "}").getBytes(UTF_8))
                        .code());
        StringBuilder keys = new StringBuilder("{" + REST + ",\"x\":{\"k\":0");
        for (int i = 0; i < 10_000; i++) {
            keys.append(",\"k").append(i).append("\":0");
        }
        assertEquals(
                "too_many_keys",
                refusal(keys.append("}}").toString().getBytes(UTF_8)).code());
    }

    @Test
    void aRefusalSaysTheLineAndColumnAndNothingOfTheConversation() {
        InvalidRequest refused =
                refusal("{\"model\":\"m\",\n\"messages\":[{\"content\":\"my secret\" my secret}]}".getBytes(UTF_8));
        assertTrue(refused.message().contains("line 2, column "), refused.message());
        assertFalse(refused.message().contains("secret"), refused.message());
    }

    @Test
    void anImageOfManyMegabytesIsReadWithoutALimitOfItsOwn() {
        String image = "A".repeat(24 << 20);
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64," + image + "\"}}]}]}";
        assertTrue(read(body).edits().isEmpty());
    }

    private static Opening read(String body) {
        return ChatRequest.read(body.getBytes(UTF_8));
    }

    private static InvalidRequest refusal(byte[] body) {
        FailureException thrown = assertThrows(FailureException.class, () -> ChatRequest.read(body));
        return assertInstanceOf(InvalidRequest.class, thrown.failure());
    }
}
