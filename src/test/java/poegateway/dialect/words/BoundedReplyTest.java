package poegateway.dialect.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Bounds;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.wire.json.JsonText;

class BoundedReplyTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void withoutBoundsEveryStepPassesAsItIs() throws IOException {
        BoundedReply reply = bounded(OptionalLong.empty());
        run(reply, words("a\\ud83d"), replaced("ab"), words("c"), replaced(""), finished());
        assertEquals(List.of("words a\ud83d", "replaced ab", "words c", "replaced ", "STOP"), told);
        assertFalse(reply.ended());
    }

    @Test
    void anAnswerEndsBeforeAWordAtWhichItIsToStopHoweverItIsCut() throws IOException {
        for (int cut = 0; cut <= "one STOP two".length(); cut++) {
            told.clear();
            BoundedReply reply = bounded(OptionalLong.empty(), "STOP", "STONE");
            String text = "one STOP two";
            run(reply, words(text.substring(0, cut)), words(text.substring(cut)), finished());
            assertEquals("one STOP", joined() + told.getLast(), "cut at " + cut);
            assertTrue(reply.ended());
        }
    }

    @Test
    void anAnswerEndsAtItsMostTokensAndCutsNoCharacter() throws IOException {
        BoundedReply reply = bounded(OptionalLong.of(2));
        run(reply, words("äääx"), words("👋"), words("more"), finished());
        assertEquals("äääxLENGTH", joined() + told.getLast());
    }

    @Test
    void aTextThatReplacesIsBoundedByItselfAndToldAsOne() throws IOException {
        run(bounded(OptionalLong.of(1), "STOP"), words("abcd"), replaced("ab"), words("c"), finished());
        assertEquals(List.of("words abcd", "replaced ab", "words c", "STOP"), told);
        told.clear();
        run(bounded(OptionalLong.empty(), "STOP"), words("abcd"), replaced("S"), words("T"), finished());
        assertEquals(List.of("words abcd", "replaced ST", "STOP"), told);
        told.clear();
        run(bounded(OptionalLong.empty(), "STOP"), words("abcd"), replaced("STOP and on"), words("T"), finished());
        assertEquals(List.of("words abcd", "replaced ", "STOP"), told);
    }

    @Test
    void whatWaitsForTheRestOfAWordToStopAtIsToldWhenTheStreamBreaks() throws IOException {
        BoundedReply reply = bounded(OptionalLong.empty(), "STOP");
        run(reply, words("one STO"));
        assertEquals("one ", joined());
        reply.breakOff();
        assertEquals("one STO", joined());
        assertFalse(reply.ended());
        reply.breakOff();
        assertEquals("one STO", joined(), "it is told once");
    }

    @Test
    void aBoundThatLiesInWhatWaitedEndsTheAnswer() throws IOException {
        BoundedReply reply = bounded(OptionalLong.of(1), "STOP");
        run(reply, words("abSTO"));
        reply.breakOff();
        assertEquals("abSTLENGTH", joined() + told.getLast());
        assertTrue(reply.ended());
    }

    private static BoundedReply bounded(List<String> told, OptionalLong tokens, String... stop) {
        Bounds bounds = new Bounds(tokens, Stream.of(stop).map(JsonText::of).toList());
        return new BoundedReply(
                bounds,
                step -> told.add(
                        switch (step) {
                            case ReplyEvent.Words words ->
                                "words " + words.delta().decoded();
                            case ReplyEvent.Replaced replaced ->
                                "replaced " + replaced.text().decoded();
                            case ReplyEvent.Finished finished ->
                                finished.reason().name();
                            default -> step.toString();
                        }));
    }

    private BoundedReply bounded(OptionalLong tokens, String... stop) {
        return bounded(told, tokens, stop);
    }

    private static void run(BoundedReply reply, ReplyEvent... steps) throws IOException {
        for (ReplyEvent step : steps) {
            reply.accept(step);
        }
    }

    private String joined() {
        return String.join(
                "",
                told.stream()
                        .filter(step -> step.startsWith("words "))
                        .map(step -> step.substring("words ".length()))
                        .toList());
    }

    private static ReplyEvent words(String text) {
        return new ReplyEvent.Words(text.contains("\\u") ? raw(text) : JsonText.of(text));
    }

    private static ReplyEvent replaced(String text) {
        return new ReplyEvent.Replaced(JsonText.of(text));
    }

    private static JsonText raw(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new JsonText(bytes, 0, bytes.length);
    }

    private static ReplyEvent finished() {
        return new ReplyEvent.Finished(StopReason.STOP);
    }
}
