package poegateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.wire.json.JsonText;

class UnfencedReaderTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void theWordsAloneAreLookedAt() throws IOException {
        run(thoughts("```json"), words("```json\n{"), thoughts("\n```"), words("}\n```"), finished());
        assertEquals(List.of("thoughts ```json", "words {", "thoughts \n```", "words }", "STOP"), told);
    }

    @Test
    void aTextThatReplacesAnotherIsLookedAtAnewAndToldAsOne() throws IOException {
        run(words("Thinking"), replaced("```json\n{"), words("}\n"), words("```"), finished());
        assertEquals(List.of("words Thinking", "replaced {", "words }", "STOP"), told);
    }

    @Test
    void aTextThatIsReplacedByWhatWaitsIsReplacedOnce() throws IOException {
        run(words("Thinking"), replaced("``"), words("`json\n{}"), finished());
        assertEquals(List.of("words Thinking", "replaced {}", "STOP"), told);
        told.clear();
        run(words("Thinking"), replaced("```json\n```"), finished());
        assertEquals(List.of("words Thinking", "replaced ", "STOP"), told);
        told.clear();
        run(words("Thinking"), replaced(""), words("{}"), finished());
        assertEquals(List.of("words Thinking", "replaced ", "words {}", "STOP"), told);
    }

    @Test
    void whatComesBeforeACallOfAToolIsATextByItself() throws IOException {
        run(words("```json\n{}\n``"), call(), finished());
        assertEquals(
                List.of("words {}", "words \n``", "call", "STOP"), told.stream().toList());
        told.clear();
        run(words("```json\n{}\n```"), call(), finished());
        assertEquals(List.of("words {}", "call", "STOP"), told);
    }

    @Test
    void whatWaitsIsToldWhenTheStreamBreaks() throws IOException {
        UnfencedReader reader = new UnfencedReader(new Steps(words("```json\n{}\n``")));
        reader.event(new byte[0], 0, 0, this::note);
        assertEquals(List.of("words {}"), told);
        reader.breakOff(this::note);
        assertEquals(List.of("words {}", "words \n``"), told);
    }

    @Test
    void whatNoStepOfTheReplyTellsIsNamedAsWithoutAFence() {
        assertEquals(List.of("citations"), new UnfencedReader(new Steps()).unread(new byte[0]));
    }

    private void run(ReplyEvent... steps) throws IOException {
        new UnfencedReader(new Steps(steps)).event(new byte[0], 0, 0, this::note);
    }

    private void note(ReplyEvent event) {
        told.add(
                switch (event) {
                    case ReplyEvent.Words words -> "words " + words.delta().decoded();
                    case ReplyEvent.Thoughts thoughts ->
                        "thoughts " + thoughts.delta().decoded();
                    case ReplyEvent.Replaced replaced ->
                        "replaced " + replaced.text().decoded();
                    case ReplyEvent.CallBegun call -> "call";
                    case ReplyEvent.Finished finished -> finished.reason().name();
                    default -> event.toString();
                });
    }

    private static ReplyEvent words(String text) {
        return new ReplyEvent.Words(JsonText.of(text));
    }

    private static ReplyEvent thoughts(String text) {
        return new ReplyEvent.Thoughts(JsonText.of(text));
    }

    private static ReplyEvent replaced(String text) {
        return new ReplyEvent.Replaced(JsonText.of(text));
    }

    private static ReplyEvent call() {
        return new ReplyEvent.CallBegun(0, JsonText.of("c"), JsonText.of("f"), Extras.none(Dialect.BOT));
    }

    private static ReplyEvent finished() {
        return new ReplyEvent.Finished(StopReason.STOP);
    }

    /** Tells the same steps at each event. */
    private record Steps(List<ReplyEvent> steps) implements ReplyReader {
        Steps(ReplyEvent... steps) {
            this(List.of(steps));
        }

        @Override
        public void event(byte[] frame, int from, int to, ReplyEvents into) throws IOException {
            for (ReplyEvent step : steps) {
                into.accept(step);
            }
        }

        @Override
        public void end(boolean selfDelimiting, ReplyEvents into) {}

        @Override
        public boolean done() {
            return false;
        }

        @Override
        public void whole(byte[] body, ReplyEvents into) {}

        @Override
        public List<String> unread(byte[] body) {
            return List.of("citations");
        }
    }
}
