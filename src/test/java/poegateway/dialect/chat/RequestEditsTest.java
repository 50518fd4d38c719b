package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.wire.json.JsonEdits;

class RequestEditsTest {
    private static final int ROUNDS = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Test
    void editsOfBytesDoWhatTheRulesOnTreesDo() throws IOException {
        RequestBodies bodies = new RequestBodies(new Random(3));
        for (int round = 0; round < ROUNDS; round++) {
            String body = bodies.next();
            byte[] bytes = body.getBytes(UTF_8);
            Opening request = ChatRequest.read(bytes);
            byte[] edited = request.edits().apply(bytes);
            ObjectNode expected = RequestRulesOnTrees.apply((ObjectNode) MAPPER.readTree(bytes));
            String shown = body + "\nbecame\n" + new String(edited, UTF_8);
            assertEquals(expected, MAPPER.readTree(edited), shown);
            assertEquals(edited.length, request.edits().lengthAfter(bytes.length));
            assertEquals(expected.path("model").asText(), request.model());
            assertEquals(expected.path("stream").asBoolean(), request.stream());
            assertTrue(ChatRequest.read(edited).edits().isEmpty(), shown);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\" , \"a\" : null , \"messages\":[]}|{\"model\":\"m\",\"messages\":[]}",
                "{ \"a\":null, \"model\":\"m\",\"messages\":[] }|{\"model\":\"m\",\"messages\":[] }",
                "{\"model\":\"m\", \"messages\":[] , \"n\":1 }|{\"model\":\"m\", \"messages\":[]}",
                "{\"model\":\"m\",\"extra_body\":{\"messages\":[] , \"b\":2 } }|{\"model\":\"m\",\"messages\":[] ,"
                        + " \"b\":2}",
                "{\"model\":\"m\",\"extra_body\":{ },\"messages\":[]}|{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[],\"extra_body\":{\"model\":\"x\"}}|{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[],\"stream\": true}|{\"model\":\"m\",\"messages\":[],\"stream\":"
                        + " true,\"stream_options\":{\"include_usage\":true}}",
            })
    void whatNoRuleNamesStaysToTheByte(String body, String edited) {
        byte[] bytes = body.getBytes(UTF_8);
        assertEquals(edited, new String(ChatRequest.read(bytes).edits().apply(bytes), UTF_8));
    }

    @Test
    void whatIsOnlyAllowedBesideToolsGoesWithThem() {
        String rest = "\"tool_choice\":\"auto\",\"parallel_tool_calls\":true,\"model\":\"m\",\"messages\":[]";
        String left = "{\"model\":\"m\",\"messages\":[]}";
        for (String tools : List.of("\"tools\":[]", "\"tools\":null", "\"extra_body\":{\"tools\":[]}")) {
            assertEquals(left, edited("{" + tools + "," + rest + "}"), tools);
        }
        assertEquals(
                left,
                edited("{\"extra_body\":{\"tools\":[],\"tool_choice\":\"none\"},\"model\":\"m\",\"messages\":[]}"));
        assertEquals(left, edited("{\"functions\":[],\"function_call\":\"auto\",\"model\":\"m\",\"messages\":[]}"));
        for (String kept :
                List.of("{" + rest + "}", "{\"tools\":[{}]," + rest + "}", "{\"functions\":[{}]," + rest + "}")) {
            assertEquals(kept, edited(kept));
        }
        byte[] bytes = ("{\"tools\":[]," + rest + "}").getBytes(UTF_8);
        assertEquals(
                List.of(EditIds.DEFAULT_REMOVED, EditIds.TOOL_OPTIONS),
                ChatRequest.read(bytes).edits().ids());
    }

    @Test
    void emptyCallsGoOutOfTheHistory() {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"b\"%s},{\"role\":\"user\"}]}";
        for (String empty : List.of(
                ",\"tool_calls\":[]", ",\"tool_calls\":[ ] ", ",\"tool_calls\":null", ",\"function_call\":null")) {
            byte[] bytes = body.replace("%s", empty).getBytes(UTF_8);
            assertEquals(body.replace("%s", ""), edited(body.replace("%s", empty)));
            assertEquals(
                    List.of(EditIds.EMPTY_CALLS),
                    ChatRequest.read(bytes).edits().ids());
        }
        for (String full :
                List.of(",\"tool_calls\":[{}]", ",\"function_call\":{}", ",\"tool_calls\":{}", ",\"x\":null")) {
            assertEquals(body.replace("%s", full), edited(body.replace("%s", full)));
        }
    }

    @Test
    void halfASurrogatePairPassesInNamesAsItDoesInValues() {
        for (String half :
                List.of("\\ud800", "\\uDFFF", "a\\udc00b", "\\ud83d\\ud83d\\ude00", "\\uD83D", "\\\\\\ud8aa")) {
            String kept = "{\"model\":\"m\",\"" + half + "\" : \"" + half + "\",\"messages\":[{\"" + half + "\":{}}]";
            assertEquals(kept + "}", edited(kept + "}"));
            assertEquals(kept + "}", edited(kept + ",\"stop\":null}"));
        }
        String differing = "{\"model\":\"m\",\"\\ud800\":1,\"\\ud801\":2,\"\\ud900\":3,\"\\udc00\":4,\"messages\":[]}";
        assertEquals(differing, edited(differing));
        assertThrows(FailureException.class, () -> edited(differing.replace("d801", "d800")));
        assertThrows(FailureException.class, () -> edited("{\"\\ud800\":1,"));
    }

    @Test
    void aModelElsewhereIsNoneOfTheGatewaysBusiness() {
        String body = "{\"model\":\"m\",\"messages\":[],\"extra_body\":{\"model\":\"a/b\",\"top_k\":1}}";
        assertEquals("{\"model\":\"m\",\"messages\":[],\"top_k\":1}", edited(body));
        String kept = "{\"model\":\"m\",\"messages\":[{\"model\":\"a/b\"}],\"metadata\":{\"model\":\"a/b\"}}";
        assertEquals(kept, edited(kept));
    }

    private static String edited(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return new String(ChatRequest.read(bytes).edits().apply(bytes), UTF_8);
    }

    @Test
    void aPlainRequestHasNoEdits() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ä \\u00e4 😀\"}],\"top_p\":0.9}";
        byte[] bytes = body.getBytes(UTF_8);
        JsonEdits edits = ChatRequest.read(bytes).edits();
        assertSame(JsonEdits.NONE, edits);
        assertArrayEquals(bytes, edits.apply(bytes));
    }

    @Test
    void eachEditIsNamedOnce() {
        String body = "{\"model\":\"m\",\"stop\":null,\"seed\":null,\"messages\":[{\"role\":\"developer\"}],\"n\":1,"
                + "\"stream\":true,\"extra_body\":{\"top_k\":5}}";
        assertEquals(
                List.of(
                        EditIds.NULL_REMOVED,
                        EditIds.DEVELOPER_ROLE,
                        EditIds.DEFAULT_REMOVED,
                        EditIds.INCLUDE_USAGE,
                        EditIds.EXTRA_BODY),
                ChatRequest.read(body.getBytes(UTF_8)).edits().ids());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stream\":true,\"stream_options\":{\"include_usage\":true}|true",
                "\"stream\":true,\"stream_options\":{\"include_usage\":false}|false",
                "\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_usage\":null}|false",
                "\"stream\":true|false",
                "\"stream\":false,\"stream_options\":{\"include_usage\":true}|false",
            })
    void usageIsWantedOnlyByACallerWhoAskedForItInAStream(String members, boolean wanted) {
        String body = "{\"model\":\"m\",\"messages\":[]," + members + "}";
        assertEquals(wanted, ChatRequest.read(body.getBytes(UTF_8)).usageWanted());
    }
}
