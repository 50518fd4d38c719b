package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;

class ChatReplyTest {
    private static final String ENVELOPE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1774561949,\"model\":\"m\",";
    private static final String CALL =
            "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Path> samples() {
        return Samples.in("chat");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyShapeOfPoeLeavesAsOneOfOpenAis(Path sample) throws IOException {
        byte[] body = Samples.read(sample);
        assertFalse(Schemas.COMPLETION.faults(new String(body, UTF_8)).isEmpty(), "Poe's own body is no OpenAI body");
        byte[] edited = ChatReply.rewrite(body, Samples.ENVELOPE).edits().apply(body);
        assertEquals(List.of(), Schemas.COMPLETION.faults(new String(edited, UTF_8)));
        assertEquals(ReplyRulesOnTrees.apply((ObjectNode) MAPPER.readTree(body)), MAPPER.readTree(edited));
        assertTrue(ChatReply.rewrite(edited, Samples.ENVELOPE).edits().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aReplyThatBreaksOffAnywhereIsRefused(Path sample) {
        byte[] body = new String(Samples.read(sample), UTF_8).strip().getBytes(UTF_8);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThrows(
                    FailureException.class,
                    () -> ChatReply.rewrite(cut, Samples.ENVELOPE),
                    () -> new String(cut, UTF_8));
        }
    }

    @Test
    void theEditsOfAReplyAreNamed() {
        byte[] body = Samples.read("chat/documented-tool-call-finish-stop.json");
        assertEquals(
                List.of(EditIds.FINISH_REASON, EditIds.CONTENT, EditIds.REFUSAL, EditIds.LOGPROBS, EditIds.ERROR_NULL),
                ChatReply.rewrite(body, Samples.ENVELOPE).edits().ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void anEmptyFinishReasonBecomesWhatFits(String empty) {
        String text =
                "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null},\"logprobs\":null,"
                        + "\"finish_reason\":";
        String calls = "{\"index\":1,\"message\":{\"role\":\"assistant\",\"tool_calls\":[" + CALL
                + "],\"content\":null," + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":";
        byte[] body = (ENVELOPE + "\"choices\":[" + text + empty + "}," + calls + empty + "}]}").getBytes(UTF_8);
        assertEquals(
                ENVELOPE + "\"choices\":[" + text + "\"stop\"}," + calls + "\"tool_calls\"}]}",
                new String(ChatReply.rewrite(body, Samples.ENVELOPE).edits().apply(body), UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"content\":[{\"type\":\"text\",\"text\":\"yes\"}]}|{\"content\":\"yes\",\"role\":\"assistant\",\"refusal\":null}",
                "{\"role\":null,\"content\":\"a\",\"tool_calls\":null,\"function_call\":null}"
                        + "|{\"content\":\"a\",\"role\":\"assistant\",\"refusal\":null}",
                "{\"role\":\"assistant\",\"refusal\":\"no\"}|{\"role\":\"assistant\",\"refusal\":\"no\",\"content\":\"\"}",
                "{\"content\":\"a\",\"tool_calls\":[]}|{\"content\":\"a\",\"tool_calls\":[],\"role\":\"assistant\",\"refusal\":null}",
            })
    void aMessageLeavesAsClientsReadIt(String message, String left) {
        assertEquals(whole(left, "\"stop\""), edited(whole(message, "\"stop\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\\\"a\\\":1}",
                "null|{}",
                "7|7",
                "\"\"|",
                "\"{}\"|{}",
            })
    void argumentsAreAlwaysAString(String given, String text) {
        String left = "\"" + (text == null ? "" : text) + "\"";
        String calls =
                "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":%s}}]}";
        assertEquals(
                whole(calls.replace("%s", left), "\"tool_calls\""),
                edited(whole(calls.replace("%s", given), "\"stop\"")));
        String older = "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,"
                + "\"function_call\":{\"name\":\"f\",\"arguments\":%s}}";
        assertEquals(
                whole(older.replace("%s", left), "\"function_call\""),
                edited(whole(older.replace("%s", given), "\"stop\"")));
    }

    @Test
    void aCallGetsTheIdTheTypeAndTheArgumentsThatItLacks() {
        String calls = "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[%s]}";
        String bare =
                "{\"index\":0,\"id\":null,\"type\":\"\",\"function\":{\"name\":\"f\"}},{\"function\":{\"name\":\"g\"}}";
        String filled =
                "{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"id\":\"call_made_0\",\"type\":\"function\"},"
                        + "{\"function\":{\"name\":\"g\",\"arguments\":\"{}\"},\"id\":\"call_made_1\",\"type\":\"function\"}";
        assertEquals(
                whole(calls.replace("%s", filled), "\"tool_calls\""),
                edited(whole(calls.replace("%s", bare), "\"tool_calls\"")));
        String custom =
                calls.replace("%s", "{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"\"}}");
        assertEquals(whole(custom, "\"tool_calls\""), edited(whole(custom, "\"tool_calls\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eos\"|stop",
                "7|stop",
                "\"MAX_TOKENS\"|length",
                "\"safety\"|content_filter",
                "\"length\"|length",
                "false|stop",
                "{}|stop"
            })
    void aFinishInAnotherWordIsBroughtToOneOfOpenAis(String said, String known) {
        String message = "{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null}";
        assertEquals(whole(message, "\"" + known + "\""), edited(whole(message, said)));
    }

    @Test
    void whatPoeLeavesOutOfTheEnvelopeIsPutIn() {
        String choice =
                "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null},"
                        + "\"logprobs\":null,\"finish_reason\":\"stop\"}]";
        String added =
                ",\"id\":\"chatcmpl-made\",\"object\":\"chat.completion\",\"created\":1774561949,\"model\":\"asked-model\"}";
        assertEquals("{" + choice + added, edited("{" + choice + "}"));
        assertEquals(
                "{" + choice + added,
                edited("{\"id\":\"\",\"object\":\"chat.completion.chunk\",\"created\":1.5,\"model\":null," + choice
                        + ",\"usage\":null,\"error\":null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"finish_reason\":\"error\",\"error\":{\"message\":\"It broke.\",\"code\":502}",
                "\"finish_reason\":\"stop\",\"error\":{\"message\":\"It broke.\",\"code\":529}",
                "\"error\":\"It broke.\"",
                "\"finish_reason\":\"error\"",
                "\"finish_reason\":\"ERROR\",\"error\":null",
            })
    void anErrorInAChoiceIsAnErrorThatIsNeverRepeated(String members) {
        for (String message : List.of("{\"content\":\"par\"}", "{\"content\":\"\"}", "null")) {
            Failure failure = failure("{\"choices\":[{\"message\":" + message + "," + members + "}]}");
            assertInstanceOf(ReplyFailure.Interrupted.class, failure);
            assertEquals(502, failure.status());
            assertEquals(Retry.NEVER, failure.retry());
            assertTrue(!members.contains("It broke") || failure.message().contains("It broke."), failure.message());
        }
    }

    @Test
    void halfASurrogatePairInANamePasses() {
        String body = ENVELOPE
                + "\"\\ud800\":1,\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,"
                + "\"\\udc00\":{}},\"finish_reason\":\"length\",\"logprobs\":null}]}";
        assertEquals(body, edited(body));
        assertThrows(FailureException.class, () -> edited(body + "}"));
    }

    private static String whole(String message, String finish) {
        return ENVELOPE + "\"choices\":[{\"index\":0,\"message\":" + message + ",\"logprobs\":null,\"finish_reason\":"
                + finish + "}]}";
    }

    private static String edited(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return new String(ChatReply.rewrite(bytes, Samples.ENVELOPE).edits().apply(bytes), UTF_8);
    }

    @Test
    void whatNeedsNoEditStaysToTheByte() {
        String body = ENVELOPE
                + " \"choices\" : ["
                + " {\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ä\",\"refusal\":null},"
                + " \"finish_reason\":\"length\", \"logprobs\" : null } ] }\n";
        assertTrue(ChatReply.rewrite(body.getBytes(UTF_8), Samples.ENVELOPE)
                .edits()
                .isEmpty());
    }

    @Test
    void emptyObjectsGetTheirMembersWithoutAComma() {
        byte[] body = (ENVELOPE + "\"choices\":[{\"message\":{ }}]}").getBytes(UTF_8);
        assertEquals(
                ENVELOPE
                        + "\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"index\":0,"
                        + "\"logprobs\":null,\"finish_reason\":\"stop\"}]}",
                new String(ChatReply.rewrite(body, Samples.ENVELOPE).edits().apply(body), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "<html>sign in</html>",
                "[]",
                "null",
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":{}}",
                "{\"choices\":[null]}",
                "{\"choices\":[7]}",
                "{\"choices\":[{}]}",
                "{\"choices\":[{\"message\":null}]}",
                "{\"choices\":[{\"message\":\"hi\"}]}",
                "{\"choices\":[{\"message\":[]}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}},null]}",
                "{\"choices\":[null,{\"message\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{}]}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[null]}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":\"f\"}]}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"\"}}]}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":7}}]}}]}",
                "{\"choices\":[{\"message\":{}}]} {}",
                "{\"choices\":[{\"index\":1e999}]}"
            })
    void whatIsNoCompletionIsABadResponse(String body) {
        assertInstanceOf(ReplyFailure.BadResponse.class, failure(body));
    }

    @Test
    void whatIsNoCompletionIsNamed() {
        assertEquals(new ReplyFailure.BadResponse("it is empty"), failure(""));
        String deep = "nested deeper than 200 levels at line 1, ";
        assertTrue(failure("[".repeat(250)).message().contains("it is no JSON object"));
        String nested = failure("{\"a\":" + "[".repeat(250)).message();
        assertTrue(nested.contains(deep), nested);
    }

    @Test
    void aByteOrderMarkGoes() {
        String body = whole("{\"role\":\"assistant\",\"content\":\"ä\",\"refusal\":null}", "\"stop\"");
        assertEquals(body, edited("\uFEFF" + body));
        assertEquals(body, edited("\uFEFF" + body.replace("\"stop\"", "\"eos\"")));
    }

    @Test
    void aCallThatIsCutIsNoneToRunUnlessTheFinishSaysSo() {
        String calls = "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":["
                + CALL.replace("{}", "{\\\"a\\\":") + "]}";
        String older = "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,"
                + "\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}";
        for (String message : List.of(calls, older)) {
            assertInstanceOf(ReplyFailure.Truncated.class, failure(whole(message, "\"stop\"")));
            assertInstanceOf(ReplyFailure.Truncated.class, failure(whole(message, "null")));
            assertEquals(whole(message, "\"length\""), edited(whole(message, "\"length\"")));
            assertEquals(whole(message, "\"tool_calls\""), edited(whole(message, "\"tool_calls\"")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"error\",\"message\":\"slow down\",\"code\":429}",
                "{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}",
                "{\"status\":429,\"message\":\"slow down\",\"choices\":[]}",
                "{\"detail\":\"slow down\",\"code\":429}",
            })
    void anErrorOfAnotherFormIsThatErrorToo(String body) {
        Failure throttled = failure(body);
        assertInstanceOf(PoeRefusal.Throttled.class, throttled);
        assertTrue(throttled.message().startsWith("slow down."), throttled.message());
    }

    @Test
    void aBodyThatIsAnErrorInSpiteOfItsStatusIsThatError() {
        Failure throttled =
                failure("{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\",\"code\":null}}");
        assertInstanceOf(PoeRefusal.Throttled.class, throttled);
        assertTrue(throttled.message().startsWith("slow down."), throttled.message());
        assertInstanceOf(PoeRefusal.ServerError.class, failure("{\"error\":\"text\",\"choices\":[]}"));
        FailureException unknown = assertThrows(
                FailureException.class,
                () -> ChatReply.rewrite(
                        "{\"error\":{\"code\":404,\"message\":\"none\"}}".getBytes(UTF_8),
                        new Envelope("chatcmpl-1", 1, "gpt4o")));
        assertEquals(new PoeRefusal.ModelNotFound("gpt4o", List.of()), unknown.failure());
    }

    @Test
    void choicesThatLackTheirIndexAreCounted() {
        String choice = "{\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null},\"logprobs\":null,"
                + "\"finish_reason\":\"stop\"";
        assertEquals(
                ENVELOPE + "\"choices\":[" + choice + ",\"index\":0}," + choice + ",\"index\":1}]}",
                edited(ENVELOPE + "\"choices\":[" + choice + "}," + choice + "}]}"));
    }

    @Test
    void aWordOfErrorBesideAnAnswerIsNone() {
        String body = whole("{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null}", "\"stop\"");
        String more = body.substring(0, body.length() - 1) + ",\"status\":\"failed\",\"code\":429}";
        assertEquals(more, edited(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[[[1],{\"message\":{\"content\":\"a\"}}]]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\",\"tool_calls\":[[[1]]]}}]}"
            })
    void aListInPlaceOfAnObjectIsNamedAsWhatItIs(String body) {
        String reason =
                assertInstanceOf(ReplyFailure.BadResponse.class, failure(body)).reason();
        assertTrue(reason.endsWith("is no object"), reason);
    }

    private static Failure failure(String body) {
        return assertThrows(FailureException.class, () -> ChatReply.rewrite(body.getBytes(UTF_8), Samples.ENVELOPE))
                .failure();
    }
}
