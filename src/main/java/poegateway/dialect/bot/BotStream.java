package poegateway.dialect.bot;

import java.io.IOException;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.PassthroughStream;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.bot.event.BotErrors;
import poegateway.dialect.bot.event.BotFrame;
import poegateway.dialect.bot.event.BotFrames;
import poegateway.dialect.bot.event.BotRefusals;
import poegateway.dialect.bot.event.EventData;
import poegateway.dialect.bot.event.NamelessErrors;
import poegateway.dialect.bot.event.ToolChunk;

/**
 * Carries the events of a bot to a caller of the same protocol, as they come. Those that hold a part of the answer are proven to be
 * JSON; else only their names are looked at, and chunks of calls for their usage. An error before the model's first event becomes a failure; after it, it is passed on as Poe wrote it. Every
 * stream ends with {@code done}, as Poe's own do, also those that fail. Not thread-safe but for {@link #heartbeat()}.
 */
final class BotStream extends PassthroughStream {
    private static final ErrorForm ERRORS = new BotErrors();
    private static final byte[] NOTHING = {};

    private final ReplyContext context;
    private final EventData data = new EventData();
    private Optional<Usage> usage = Optional.empty();
    private boolean finished;
    private boolean errorShown;

    BotStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        super(eventLimitBytes, memory);
        this.context = context;
    }

    /** {@inheritDoc} A missing {@code done} is put in where the last chunk said why the answer ends. */
    @Override
    protected void endedEarly(boolean selfDelimiting) throws IOException {
        if (!finished || !selfDelimiting) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        byte[] frame = BotFrames.done();
        finish(frame, 0, frame.length);
    }

    @Override
    public Optional<Usage> usage() {
        return usage;
    }

    /** {@inheritDoc} The protocol does not tell. */
    @Override
    public Optional<String> model() {
        return Optional.empty();
    }

    @Override
    public byte[] heartbeat() {
        return started() ? BotFrames.ping() : NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return errorShown ? BotFrames.done() : ERRORS.event(failure);
    }

    @Override
    protected void event(byte[] frame, int from, int to) throws IOException {
        BotFrame event = BotFrame.of(frame, from, to);
        switch (event.kind()) {
            case ERROR -> error(event, from, to);
            case NAMELESS -> nameless(event, from, to);
            case DONE -> finish(frame, from, to);
            case JSON -> {
                requireJson(event.bytes(), event.from(), event.to());
                chunk(event);
                pass(event, from, to);
            }
            case PING -> ping(event, from, to);
            case TEXT, REPLACE_RESPONSE, SUGGESTED_REPLY, FILE -> {
                requireJson(event.bytes(), event.from(), event.to());
                finished = false;
                pass(event, from, to);
            }
            case META, UNKNOWN -> pass(event, from, to);
        }
    }

    /** An event that no blank line ends is none, unless it is an end: it says why nothing follows. */
    @Override
    protected void lastEvent(byte[] frame, int from, int to) throws IOException {
        BotFrame.Kind kind = BotFrame.of(frame, from, to).kind();
        if (kind == BotFrame.Kind.ERROR || kind == BotFrame.Kind.DONE || kind == BotFrame.Kind.NAMELESS) {
            event(frame, from, to);
        }
    }

    private void pass(BotFrame event, int from, int to) throws IOException {
        if (event.kind().isOfModel()) {
            begin();
        }
        pass(event.bytes(), from, to);
    }

    /** Before the answer it would be the first event, and the library heeds {@code meta} only as the first. */
    private void ping(BotFrame event, int from, int to) throws IOException {
        if (started()) {
            pass(event, from, to);
        }
    }

    private void error(BotFrame event, int from, int to) throws IOException {
        PoeRefusal refusal = BotRefusals.of(event, context);
        if (!started()) {
            throw new FailureException(refusal);
        }
        pass(event, from, to);
        errorShown = true;
        throw new FailureException(new ReplyFailure.Interrupted(refusal));
    }

    private void nameless(BotFrame event, int from, int to) throws IOException {
        Optional<Failure> error = NamelessErrors.find(event.bytes(), event.from(), event.to(), context.errors());
        if (error.isEmpty()) {
            pass(event, from, to);
            return;
        }
        throw exceptionOf(error.get());
    }

    /** What it says is for the gateway alone: one that cannot be read is passed all the same. */
    private void chunk(BotFrame event) {
        try {
            ToolChunk chunk = ToolChunk.of(data.members(event));
            chunk.counted().ifPresent(counted -> usage = Optional.of(counted.usage()));
            finished = !chunk.finishReason().isEmpty() || (finished && !chunk.adds());
        } catch (FailureException unreadable) {
            finished = false;
        }
    }
}
