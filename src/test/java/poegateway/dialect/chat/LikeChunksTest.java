package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.JsonEdits;

/** Chunks of a translated stream that differ in their words alone are not checked one by one, and nothing slips in by that. */
@Execution(ExecutionMode.CONCURRENT)
class LikeChunksTest {
    private static final ChatFormat CHAT = new ChatFormat();
    private static final String ENVELOPE =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReplyStream stream = new TranslatedFormat(CHAT, CHAT, Bounds.NONE)
            .stream(
                    new ReplyContext("req-1", 1, new Opening("m", true, true, JsonEdits.NONE), PoeErrors.of("m")),
                    1 << 20,
                    MemoryLease.UNCOUNTED);

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\u12", "tab\there", "\u0001", "\u00ff", "\u00c3(", "\u00e2\u0082"})
    void wordsThatAreNoJsonBreakTheStreamAfterAnyNumberOfGoodOnes(String broken) throws IOException {
        for (int i = 0; i < 5; i++) {
            feed(words("good" + i));
        }
        FailureException failed =
                assertThrows(FailureException.class, () -> feed(words(broken)), () -> out.toString(UTF_8));
        assertTrue(
                failed.failure() instanceof ReplyFailure.BadResponse,
                failed.failure().code());
    }

    @Test
    void wordsWithEscapesAndOfAnyScriptReachTheCallerBetweenOthers() throws IOException {
        for (String text : new String[] {"a", "b", "\\n", "c", "gr\u00fc\u00dfe", "d", "\\\"", "e"}) {
            feed(words(text).getBytes(UTF_8));
        }
        assertEquals("ab\\nc" + "gr\u00fc\u00dfe" + "d\\\"e", said());
    }

    @Test
    void aFinishAmongThemIsSeenAndWhatFollowsIsCheckedAgain() throws IOException {
        feed(words("a"));
        feed(words("b"));
        feed(words("c"));
        feed(words("d").replace("\"finish_reason\":null", "\"finish_reason\":\"length\""));
        feed(words("e"));
        feed(ENVELOPE + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        feed("data: [DONE]\n\n");
        assertTrue(stream.done());
        assertEquals("abcde", said());
        assertEquals(1, out.toString(UTF_8).split("\"finish_reason\":\"length\"", -1).length - 1, out.toString(UTF_8));
    }

    @Test
    void anErrorInTheirMidstEndsTheStream() throws IOException {
        feed(words("a"));
        feed(words("b"));
        feed(words("c"));
        assertThrows(
                FailureException.class,
                () -> feed("data: {\"error\":{\"code\":500,\"type\":\"provider_error\",\"message\":\"no\"}}\n\n"));
        assertEquals("abc", said());
    }

    private static String words(String text) {
        return ENVELOPE + "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n";
    }

    private void feed(String latin) throws IOException {
        feed(latin.getBytes(ISO_8859_1));
    }

    private void feed(byte[] bytes) throws IOException {
        stream.feed(bytes, 0, bytes.length, out);
    }

    private String said() {
        StringBuilder text = new StringBuilder();
        for (String event : out.toString(UTF_8).split("\n\n")) {
            int from = event.indexOf("\"content\":\"");
            if (from >= 0) {
                int start = from + "\"content\":\"".length();
                text.append(event, start, event.indexOf('"' + "}", start));
            }
        }
        return text.toString();
    }
}
