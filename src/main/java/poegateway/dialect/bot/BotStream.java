package poegateway.dialect.bot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.bot.event.BotErrors;
import poegateway.dialect.bot.event.BotFrame;
import poegateway.dialect.bot.event.BotFrames;
import poegateway.dialect.bot.event.BotRefusals;
import poegateway.dialect.bot.event.EventData;
import poegateway.dialect.bot.event.NamelessErrors;
import poegateway.dialect.bot.event.ToolChunk;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;

/**
 * Carries the events of a bot to a caller of the same protocol, as they come. Those that hold a part of the answer are proven to be
 * JSON; else only their names are looked at, and chunks of calls for their usage. An error before the model's first event becomes a failure; after it, it is passed on as Poe wrote it. Every
 * stream ends with {@code done}, as Poe's own do, also those that fail. Not thread-safe but for {@link #heartbeat()}.
 */
final class BotStream implements ReplyStream {
    private static final ErrorForm ERRORS = new BotErrors();
    private static final byte[] NOTHING = {};
    private static final byte[] BLANK_LINE = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ReplyContext context;
    private final SseReader reader;
    private final EventData data = new EventData();
    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());
    private OutputStream out = OutputStream.nullOutputStream();
    private Optional<Usage> usage = Optional.empty();
    private int events;
    private boolean finished;
    private boolean errorShown;
    private boolean done;
    private volatile boolean started;

    BotStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        this.context = context;
        this.reader = new SseReader(eventLimitBytes, memory);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, OutputStream to) throws IOException {
        if (!done) {
            out = to;
            reader.feed(bytes, offset, length, this::event);
        }
    }

    /** {@inheritDoc} A missing {@code done} is put in where the last chunk said why the answer ends. */
    @Override
    public void end(boolean selfDelimiting, OutputStream to) throws IOException {
        if (done) {
            return;
        }
        out = to;
        reader.feed(BLANK_LINE, 0, BLANK_LINE.length, this::lastEvent);
        if (done) {
            return;
        }
        if (!finished || !selfDelimiting) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        done = true;
        byte[] frame = BotFrames.done();
        out.write(frame, 0, frame.length);
    }

    @Override
    public void breakOff(OutputStream to) {
        // what came was written when it came
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public int eventCount() {
        return events;
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
        return started ? BotFrames.ping() : NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return errorShown ? BotFrames.done() : ERRORS.event(failure);
    }

    private void event(byte[] frame, int from, int to) throws IOException {
        if (done) {
            return;
        }
        BotFrame event = BotFrame.of(frame, from, to);
        switch (event.kind()) {
            case ERROR -> error(event, from, to);
            case NAMELESS -> nameless(event, from, to);
            case DONE -> {
                done = true;
                out.write(frame, from, to - from);
            }
            case JSON -> {
                prove(event);
                chunk(event);
                pass(event, from, to);
            }
            case PING -> ping(event, from, to);
            case TEXT, REPLACE_RESPONSE, SUGGESTED_REPLY, FILE -> {
                prove(event);
                finished = false;
                pass(event, from, to);
            }
            case META, UNKNOWN -> pass(event, from, to);
        }
    }

    /** An event that no blank line ends is none, unless it is an end: it says why nothing follows. */
    private void lastEvent(byte[] frame, int from, int to) throws IOException {
        BotFrame.Kind kind = BotFrame.of(frame, from, to).kind();
        if (kind == BotFrame.Kind.ERROR || kind == BotFrame.Kind.DONE || kind == BotFrame.Kind.NAMELESS) {
            event(frame, from, to);
        }
    }

    /** What is no JSON is no part of an answer, and a caller could not tell what it lacks. */
    private void prove(BotFrame event) {
        if (scanner.scan(event.bytes(), event.from(), event.to()) == JsonKeyScanner.INVALID) {
            throw new FailureException(new ReplyFailure.BadResponse("an event of the stream " + scanner.fault()));
        }
    }

    private void pass(BotFrame event, int from, int to) throws IOException {
        events++;
        started |= event.kind().isOfModel();
        out.write(event.bytes(), from, to - from);
    }

    /** Before the answer it would be the first event, and the library heeds {@code meta} only as the first. */
    private void ping(BotFrame event, int from, int to) throws IOException {
        if (started) {
            pass(event, from, to);
        }
    }

    private void error(BotFrame event, int from, int to) throws IOException {
        PoeRefusal refusal = BotRefusals.of(event, context);
        if (!started) {
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
        boolean paid = started && error.get() instanceof PoeRefusal;
        throw new FailureException(paid ? new ReplyFailure.Interrupted((PoeRefusal) error.get()) : error.get());
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
