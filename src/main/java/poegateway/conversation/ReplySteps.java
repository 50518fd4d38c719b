package poegateway.conversation;

import java.io.IOException;
import poegateway.wire.json.JsonText;

/** Tells a whole reply step by step, for those who write streams. */
public final class ReplySteps {
    private final Reply reply;
    private final ReplyEvents into;
    private int calls;

    private ReplySteps(Reply reply, ReplyEvents into) {
        this.reply = reply;
        this.into = into;
    }

    /**
     * Tells all of it.
     *
     * @throws IOException when {@code into} does
     */
    public static void tell(Reply reply, ReplyEvents into) throws IOException {
        new ReplySteps(reply, into).tell();
    }

    private void tell() throws IOException {
        into.accept(new ReplyEvent.Begun(reply.id(), reply.createdSeconds(), reply.model(), reply.envelope()));
        for (Part part : reply.parts()) {
            part(part);
        }
        for (JsonText suggestion : reply.suggestions()) {
            into.accept(new ReplyEvent.Suggested(suggestion));
        }
        if (!reply.extras().members().isEmpty()) {
            into.accept(new ReplyEvent.Others(reply.extras()));
        }
        if (reply.usage().isPresent()) {
            into.accept(new ReplyEvent.Counted(reply.usage().get(), reply.usageExtras()));
        }
        into.accept(new ReplyEvent.Finished(reply.stop()));
    }

    private void part(Part part) throws IOException {
        switch (part) {
            case Part.Words words -> into.accept(new ReplyEvent.Words(words.text()));
            case Part.Refusal refusal -> into.accept(new ReplyEvent.RefusalWords(refusal.text()));
            case Part.Media media -> into.accept(new ReplyEvent.MediaShown(media, reply.hasInWords(media)));
            case Part.Call call -> call(call.call());
            case Part.Thinking thinking -> {
                into.accept(new ReplyEvent.Thoughts(thinking.text()));
                if (thinking.signature().isPresent()) {
                    into.accept(
                            new ReplyEvent.ThoughtsSigned(thinking.signature().get()));
                }
            }
            case Part.Result result -> throw noAnswer();
            case Part.Foreign foreign -> throw noAnswer();
            case Part.ForeignCall foreign -> throw noAnswer();
        }
    }

    private void call(ToolCall call) throws IOException {
        int index = calls++;
        into.accept(new ReplyEvent.CallBegun(index, call.id(), call.name(), call.extras()));
        into.accept(new ReplyEvent.CallArguments(index, call.arguments()));
    }

    private static IllegalStateException noAnswer() {
        return new IllegalStateException("no model answers with that");
    }
}
