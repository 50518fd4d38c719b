package poegateway.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.Usage;

/** Usage leaves once, last and without choices, and only for those who asked. */
class StreamUsageTest {
    private static final String FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String ONE = chunk("{\"content\":\"one \"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";
    private static final String COUNTS = "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}";
    private static final String WITH_COUNTS = ",\"usage\":" + COUNTS;
    private static final String USAGE = event("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1774561949,\"model\":\"a-model\",\"choices\":[],\"usage\":" + COUNTS + "}");

    @SuppressWarnings("InlineFormatString") // it stands beside the other events
    private static final String CLOSING = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1774561949,\"model\":\"a-model\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,"
            + "\"finish_reason\":\"%s\"}]}\n\n";

    @Test
    void usageComesOnceAndLastHoweverPoeTellsIt() throws IOException {
        String expected = FIRST + ONE + STOP + USAGE + DONE;
        String finish = chunk("{}", "\"stop\"", WITH_COUNTS);
        String early = chunk("{\"content\":\"one \"}", "null", WITH_COUNTS.replace('2', '1'));
        String nothing = chunk("{}", "null", WITH_COUNTS);
        String bare = event("{\"usage\":" + COUNTS + "}");
        String other = USAGE.replace("\"completion_tokens\":2", "\"completion_tokens\":9");
        for (String stream : List.of(
                FIRST + ONE + finish,
                FIRST + ONE + finish + USAGE,
                FIRST + early + finish,
                FIRST + early + STOP + USAGE,
                FIRST + ONE + USAGE + STOP,
                FIRST + USAGE + ONE + STOP,
                FIRST + ONE + STOP + nothing,
                FIRST + ONE + STOP + bare,
                FIRST + ONE + bare + STOP,
                FIRST + ONE + STOP + other + USAGE,
                FIRST + ONE + other + finish,
                FIRST + ONE + STOP + event("{\"choices\":[]}") + USAGE,
                FIRST + ONE + USAGE)) {
            boolean unfinished = !stream.contains("\"stop\"");
            String wanted = unfinished ? expected.replace(STOP, CLOSING.formatted("stop")) : expected;
            assertEquals(wanted, StreamRun.of(true, stream + DONE), stream);
            assertEquals(wanted.replace(USAGE, ""), StreamRun.of(false, stream + DONE), stream);
        }
    }

    @Test
    void usageThatIsNoObjectGoes() throws IOException {
        for (String odd : List.of("7", "\"few\"", "[]", "true")) {
            for (boolean wanted : new boolean[] {true, false}) {
                assertEquals(
                        FIRST + STOP + DONE,
                        StreamRun.of(wanted, FIRST + chunk("{}", "\"stop\"", ",\"usage\":" + odd) + DONE));
                assertEquals(
                        FIRST + STOP + DONE,
                        StreamRun.of(wanted, FIRST + STOP + event("{\"choices\":[],\"usage\":" + odd + "}") + DONE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999999", "-1", "1000000001", "1.5", "1e9", "\"3\"", "null"})
    void countsThatCannotBeTrueAreNotCounted(String count) throws IOException {
        for (boolean wanted : new boolean[] {true, false}) {
            StreamRun run = new StreamRun(wanted);
            run.feed(FIRST
                    + event("{\"choices\":[],\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":1}}"));
            run.feed(event("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":" + count + "}}"));
            assertTrue(run.stream.usage().isEmpty(), count);
            run.feed(event("{\"choices\":[],\"usage\":{\"prompt_tokens\":1000000000,\"completion_tokens\":0}}"));
            assertEquals(new Usage(1_000_000_000, 0), run.stream.usage().orElseThrow());
        }
    }

    @Test
    void usageWithoutAChoiceGetsTheEnvelopeOfTheStream() throws IOException {
        String bare = event("{\"choices\":[],\"usage\":" + COUNTS + "}");
        String left = event(
                "{\"choices\":[],\"usage\":" + COUNTS + ",\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
                        + "\"created\":1774561949,\"model\":\"a-model\"}");
        assertEquals(FIRST + ONE + STOP + left + DONE, StreamRun.of(true, FIRST + ONE + STOP + bare + DONE));
        String ofChunk = event("{\"object\":\"chat.completion.chunk\",\"usage\":" + COUNTS + "}");
        assertEquals(FIRST + ONE + STOP + USAGE + DONE, StreamRun.of(true, FIRST + ONE + ofChunk + STOP + DONE));
    }

    @Test
    void theModelOfTheStreamIsTheOneThatItsFirstChunksName() throws IOException {
        assertEquals("a-model", new StreamRun(true).feed(FIRST).stream.model().orElseThrow());
        String unnamed = FIRST.replace("\"a-model\"", "7");
        assertEquals(Optional.empty(), new StreamRun(true).feed(unnamed).stream.model());
        assertEquals(
                "",
                new StreamRun(true)
                        .feed(FIRST.replace("a-model", ""))
                        .stream
                        .model()
                        .orElse(""));
        String later = ONE.replace("a-model", "b-model");
        assertEquals(
                "a-model",
                new StreamRun(true).feed(FIRST + later).stream.model().orElseThrow());
    }

    @Test
    void aChunkWithoutChoicesNeverLeavesByItself() throws IOException {
        String empty = event("{\"id\":\"chatcmpl-1\",\"choices\":[],\"x\":1}");
        for (boolean wanted : new boolean[] {true, false}) {
            assertEquals(
                    FIRST + ONE + STOP + DONE,
                    StreamRun.of(wanted, empty + FIRST + empty + ONE + empty + STOP + empty + DONE));
        }
    }
}
