package poegateway.dialect.chat.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.ReplyEvent;
import poegateway.wire.json.JsonText;

@Execution(ExecutionMode.CONCURRENT)
class ChunkStepsTest {
    private final ChunkSteps steps = new ChunkSteps();
    private final List<String> told = new ArrayList<>();

    @Test
    void theHeadIsThatOfTheFirstChunkAndComesBeforeAllElse() throws IOException {
        chunk("{\"id\":\"a\",\"object\":{\"id\":\"x\"},\"created\":5,\"model\":\"m\",\"more\":[1],\"usage\":"
                + "{\"prompt_tokens\":1,\"completion_tokens\":2}}");
        chunk("{\"id\":\"b\",\"created\":6,\"more\":{\"id\":\"c\"},\"choices\":[" + delta("{\"content\":\"hi\"}")
                + "]}");
        assertEquals(List.of("begun a 5 m {more=[1]}", "counted 1 2", "words hi"), told);
    }

    @Test
    void aHeadWhoseMembersAreOfOtherKindsKeepsThemAsTheyAre() throws IOException {
        chunk("{\"id\":7,\"created\":\"now\",\"model\":[\"m\"],\"choices\":[]}");
        assertEquals(List.of("begun - - - {id=7, created=\"now\", model=[\"m\"]}"), told);
    }

    @Test
    void whatIsOfAnotherKindThanItShouldIsPassedOver() throws IOException {
        chunk(
                "{\"choices\":[{\"index\":{\"delta\":{\"content\":\"no\"}},\"delta\":{\"role\":{\"content\":\"no\"},"
                        + "\"content\":{\"content\":\"no\"},\"refusal\":[\"no\"],\"tool_calls\":{\"content\":\"no\"},"
                        + "\"function_call\":[\"no\"],\"reasoning_content\":\"so\"},\"finish_reason\":{\"finish_reason\":\"stop\"}},"
                        + "{\"delta\":{\"content\":\"another choice\"}}],\"usage\":[{\"usage\":1}],\"choices\":[7,{\"delta\":{}}]}");
        chunk(
                "{\"choices\":[{\"delta\":[{\"content\":\"no\"}],\"message\":[{\"content\":\"no\"}],\"finish_reason\":null}]}");
        assertEquals(List.of("begun - - - {}", "thoughts so"), told);
    }

    @Test
    void theEndIsToldWhereItIsSaidAndOnce() throws IOException {
        chunk("{\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"length\"}]}");
        chunk("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");
        steps.finish(this::tell);
        assertEquals(List.of("begun - - - {}", "words hi", "finished LENGTH", "counted 1 2"), told);
    }

    @Test
    void ofAMessageThatSaysAllOnceMoreOnlyWhatIsNewIsTold() throws IOException {
        chunk("{\"choices\":[" + delta("{\"content\":\"one \",\"tool_calls\":[" + call(0, "a") + "]}") + "]}");
        chunk("{\"choices\":[{\"message\":{\"role\":{\"a\":1},\"content\":\"one two\",\"refusal\":{\"a\":[1]},"
                + "\"reasoning_content\":\"why\",\"tool_calls\":[" + call(0, "a") + ",7," + call(1, "b") + "]}}]}");
        assertEquals(
                List.of(
                        "begun - - - {}",
                        "words one ",
                        "call 0 a",
                        "arguments 0 {}",
                        "words two",
                        "thoughts why",
                        "call 1 b",
                        "arguments 1 {}"),
                told);
    }

    @Test
    void whatWasSaidBesideTheContentIsNotSaidAgainByTheMessage() throws IOException {
        chunk("{\"choices\":[" + delta("{\"reasoning_content\":\"why\",\"content\":\"one \"}") + "]}");
        chunk(
                "{\"choices\":[{\"message\":{\"content\":\"one two\",\"reasoning_content\":\"why\",\"refusal\":\"no\"}}]}");
        assertEquals(List.of("begun - - - {}", "thoughts why", "words one ", "words two"), told);
    }

    @Test
    void aRefusalOfTheMessageIsToldAsOne() throws IOException {
        chunk("{\"choices\":[" + delta("{\"content\":\"one \"}") + "]}");
        chunk("{\"choices\":[{\"message\":{\"content\":\"one two\",\"refusal\":\"no\"}}]}");
        assertEquals(List.of("begun - - - {}", "words one ", "words two", "refusal no"), told);
    }

    /** Chunks alike are known by their bytes; one with more in it must not be taken for one of them. */
    @Test
    void aChunkLikeTheOneBeforeIsReadAsItIs() throws IOException {
        chunk("{\"id\":\"a\",\"choices\":[" + delta("{\"content\":\"one\"}") + "]}");
        for (String words : List.of("two", "three\\n", "")) {
            chunk("{\"id\":\"a\",\"choices\":[" + delta("{\"content\":\"" + words + "\"}") + "]}");
        }
        chunk("{\"id\":\"a\",\"choices\":[" + delta("{\"content\":\"four\",\"refusal\":\"no\"}") + "]}");
        chunk("{\"id\":\"a\",\"choices\":[" + delta("{\"content\":\"five\",\"refusal\":\"no\"}") + "]}");
        assertEquals(
                List.of(
                        "begun a - - {}",
                        "words one",
                        "words two",
                        "words three\n",
                        "words four",
                        "refusal no",
                        "words five",
                        "refusal no"),
                told);
    }

    private static String delta(String members) {
        return "{\"index\":0,\"delta\":" + members + ",\"finish_reason\":null}";
    }

    private static String call(int index, String name) {
        return "{\"index\":" + index + ",\"id\":\"id-" + name + "\",\"type\":\"function\",\"function\":{\"name\":\""
                + name + "\",\"arguments\":\"{}\"}}";
    }

    private void chunk(String json) throws IOException {
        byte[] frame = ("data: " + json + "\n\n").getBytes(UTF_8);
        steps.read(frame, 0, frame.length, this::tell);
    }

    private void tell(ReplyEvent event) {
        String step = switch (event) {
            case ReplyEvent.Begun begun ->
                "begun " + shown(begun.id()) + " "
                        + (begun.createdSeconds().isPresent()
                                ? begun.createdSeconds().getAsLong()
                                : "-")
                        + " " + shown(begun.model()) + " "
                        + begun.extras().members();
            case ReplyEvent.Words words -> "words " + words.delta().decoded();
            case ReplyEvent.Thoughts thoughts -> "thoughts " + thoughts.delta().decoded();
            case ReplyEvent.RefusalWords words -> "refusal " + words.delta().decoded();
            case ReplyEvent.CallBegun call ->
                "call " + call.index() + " " + call.name().decoded();
            case ReplyEvent.CallArguments more ->
                "arguments " + more.index() + " " + more.delta().decoded();
            case ReplyEvent.Counted counted ->
                "counted " + counted.usage().inputTokens() + " "
                        + counted.usage().outputTokens();
            case ReplyEvent.Finished finished -> "finished " + finished.reason();
            case ReplyEvent.Others others -> "others " + others.extras().members();
            default -> throw new AssertionError(event);
        };
        told.add(step);
    }

    private static String shown(Optional<JsonText> text) {
        return text.map(JsonText::decoded).orElse("-");
    }
}
