package poegateway.dialect.bot.codec;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.bot.event.BotFrame;
import poegateway.dialect.bot.event.BotRefusals;
import poegateway.dialect.bot.event.EventData;
import poegateway.dialect.bot.event.NamelessErrors;
import poegateway.dialect.bot.event.ToolChunk;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the events of a bot. Those that hold a part of the answer must be JSON objects with what the protocol says; of others the
 * name alone counts, so that an answer that was paid for is not lost for the form of its end.
 */
final class BotReplyReader implements ReplyReader {
    private final ReplyContext context;
    private final EventData data = new EventData();
    private final ReplyWords words = new ReplyWords();
    private final ReplyChunks chunks;
    private boolean modelHasRun;
    private boolean done;
    private boolean ended;

    BotReplyReader(ReplyContext context) {
        this.context = context;
        this.chunks = new ReplyChunks(words, "call_" + context.requestId());
    }

    @Override
    public void event(byte[] frame, int from, int to, ReplyEvents into) throws IOException {
        if (done) {
            return;
        }
        BotFrame event = BotFrame.of(frame, from, to);
        if (event.kind().isOfModel()) {
            begin(into);
        }
        switch (event.kind()) {
            case TEXT -> text(data.text(event), into);
            case REPLACE_RESPONSE -> replace(data.text(event), into);
            case SUGGESTED_REPLY -> into.accept(new ReplyEvent.Suggested(data.text(event)));
            case FILE -> file(data.members(event), into);
            case JSON -> chunk(event, into);
            case ERROR -> throw failed(BotRefusals.of(event, context), into);
            case NAMELESS -> refuseError(event, into);
            case DONE -> done = true;
            case META, PING, UNKNOWN -> {} // they say nothing of the answer
        }
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents into) throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (!done && !(chunks.finished() && selfDelimiting)) {
            throw failed(new ReplyFailure.Truncated(), into);
        }
        if (!modelHasRun) {
            throw EventData.bad("the stream holds no answer before its end");
        }
        words.end(into);
        into.accept(new ReplyEvent.Finished(chunks.stop()));
    }

    @Override
    public void breakOff(ReplyEvents into) throws IOException {
        words.release(into);
    }

    @Override
    public boolean done() {
        return done;
    }

    /** Bots answer with events alone. */
    @Override
    public void whole(byte[] body, ReplyEvents into) {
        throw BotRefusals.notEvents(body, context);
    }

    private void begin(ReplyEvents into) throws IOException {
        if (!modelHasRun) {
            modelHasRun = true;
            into.accept(
                    new ReplyEvent.Begun(Optional.empty(), OptionalLong.empty(), Optional.empty(), QueryMembers.NONE));
        }
    }

    private void text(JsonText text, ReplyEvents into) throws IOException {
        if (!text.isEmpty()) {
            chunks.goesOn();
            words.add(text, into);
        }
    }

    private void replace(JsonText text, ReplyEvents into) throws IOException {
        chunks.goesOn();
        words.replace(text, into);
    }

    private void file(Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        Part.Media file = AttachmentReader.media(
                EventData.text(members, "url"),
                EventData.textOrEmpty(members.get("content_type")),
                EventData.textOrEmpty(members.get("name")),
                QueryMembers.NONE);
        words.file(file, EventData.textOrEmpty(members.get("inline_ref")), into);
    }

    private void chunk(BotFrame event, ReplyEvents into) throws IOException {
        Map<String, JsonSlice> members = data.members(event);
        JsonSlice error = members.get("error");
        if (error != null && !error.isNull()) {
            throw failed(context.errors().readEvent(event.bytes(), event.from(), event.to()), into);
        }
        chunks.read(ToolChunk.of(members), into);
    }

    private void refuseError(BotFrame event, ReplyEvents into) throws IOException {
        Optional<Failure> error = NamelessErrors.find(event.bytes(), event.from(), event.to(), context.errors());
        if (error.isPresent()) {
            throw failed(error.get(), into);
        }
    }

    /** What waits goes before the failure, if something went before: else the failure can still become a status. */
    private FailureException failed(Failure failure, ReplyEvents into) throws IOException {
        if (words.handedOver()) {
            words.release(into);
        }
        boolean paid = modelHasRun && failure instanceof PoeRefusal;
        return new FailureException(paid ? new ReplyFailure.Interrupted((PoeRefusal) failure) : failure);
    }
}
