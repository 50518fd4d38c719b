package poegateway.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import poegateway.core.Usage;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

class ReplyStepsTest {
    private static final Extras NONE = Extras.none(Dialect.BOT);

    @Test
    void theStepsOfAReplyMakeTheSameReply() throws IOException {
        Reply reply = new Reply(
                Optional.of(JsonText.of("id")),
                OptionalLong.of(7),
                Optional.of(JsonText.of("m")),
                new Extras(Dialect.BOT, Map.of("a", JsonSlice.of("1"))),
                List.of(
                        new Part.Thinking(JsonText.of("hm"), Optional.of(JsonText.of("sig")), NONE),
                        new Part.Words(JsonText.of("Look"), NONE),
                        new Part.Media(
                                MediaKind.IMAGE,
                                new MediaSource.Address(JsonText.of("https://p.net/a.png")),
                                Optional.empty(),
                                NONE),
                        new Part.Refusal(JsonText.of("No"), NONE),
                        new Part.Call(new ToolCall(JsonText.of("c1"), JsonText.of("f"), JsonText.of("{}"), NONE)),
                        new Part.Call(new ToolCall(JsonText.of("c2"), JsonText.of("g"), JsonText.of("[]"), NONE))),
                List.of(JsonText.of("More?")),
                Optional.of(new Usage(1, 2)),
                new Extras(Dialect.BOT, Map.of("b", JsonSlice.of("2"))),
                new Extras(Dialect.BOT, Map.of("c", JsonSlice.of("3"))),
                StopReason.LENGTH);
        ReplyAccumulator again = new ReplyAccumulator(Dialect.BOT);
        ReplySteps.tell(reply, again);
        assertEquals(reply, again.reply());
    }

    @Test
    void aReplyThatSaysNothingHasABeginningAndAnEnd() throws IOException {
        ReplyAccumulator empty = new ReplyAccumulator(Dialect.BOT);
        empty.accept(new ReplyEvent.Finished(StopReason.STOP));
        ReplyAccumulator again = new ReplyAccumulator(Dialect.BOT);
        ReplySteps.tell(empty.reply(), again);
        assertEquals(empty.reply(), again.reply());
    }
}
