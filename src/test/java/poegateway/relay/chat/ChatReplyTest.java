package poegateway.relay.chat;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.ReplyFailure;

class ChatReplyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Path> samples() {
        return Samples.in("chat");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyShapeOfPoeLeavesAsOneOfOpenAis(Path sample) throws IOException {
        byte[] body = Samples.read(sample);
        assertFalse(Schemas.COMPLETION.faults(new String(body, UTF_8)).isEmpty(), "Poe's own body is no OpenAI body");
        byte[] edited = ChatReply.rewrite(body).edits().apply(body);
        assertEquals(List.of(), Schemas.COMPLETION.faults(new String(edited, UTF_8)));
        assertEquals(ReplyRulesOnTrees.apply((ObjectNode) MAPPER.readTree(body)), MAPPER.readTree(edited));
        assertTrue(ChatReply.rewrite(edited).edits().isEmpty());
    }

    @Test
    void theEditsOfAReplyAreNamed() {
        byte[] body = Samples.read("chat/documented-tool-call-finish-stop.json");
        assertEquals(
                List.of(EditIds.FINISH_REASON, EditIds.CONTENT, EditIds.REFUSAL, EditIds.LOGPROBS, EditIds.ERROR_NULL),
                ChatReply.rewrite(body).edits().ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void anEmptyFinishReasonBecomesWhatFits(String empty) {
        String text = "{\"message\":{\"content\":\"a\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":";
        String calls = "{\"message\":{\"tool_calls\":[{}],\"content\":null,\"refusal\":null},\"logprobs\":null,"
                + "\"finish_reason\":";
        byte[] body = ("{\"choices\":[" + text + empty + "}," + calls + empty + "}]}").getBytes(UTF_8);
        assertEquals(
                "{\"choices\":[" + text + "\"stop\"}," + calls + "\"tool_calls\"}]}",
                new String(ChatReply.rewrite(body).edits().apply(body), UTF_8));
    }

    @Test
    void whatNeedsNoEditStaysToTheByte() {
        String body =
                "{ \"choices\" : [ {\"message\":{\"content\":\"ä\",\"refusal\":null}, \"logprobs\" : null } ] }\n";
        assertTrue(ChatReply.rewrite(body.getBytes(UTF_8)).edits().isEmpty());
    }

    @Test
    void emptyObjectsGetTheirMembersWithoutAComma() {
        byte[] body = "{\"choices\":[{\"message\":{ }},{ }]}".getBytes(UTF_8);
        assertEquals(
                "{\"choices\":[{\"message\":{\"refusal\":null},\"logprobs\":null},{\"logprobs\":null}]}",
                new String(ChatReply.rewrite(body).edits().apply(body), UTF_8));
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
                "{\"choices\":[]} {}",
                "{\"choices\":[{\"index\":1e999}]}"
            })
    void whatIsNoCompletionIsABadResponse(String body) {
        assertInstanceOf(ReplyFailure.BadResponse.class, failure(body));
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
                () -> ChatReply.rewrite("{\"error\":{\"code\":404,\"message\":\"none\"}}".getBytes(UTF_8), "gpt4o"));
        assertEquals(new PoeRefusal.ModelNotFound("gpt4o", List.of()), unknown.failure());
    }

    private static Failure failure(String body) {
        return assertThrows(FailureException.class, () -> ChatReply.rewrite(body.getBytes(UTF_8)))
                .failure();
    }
}
