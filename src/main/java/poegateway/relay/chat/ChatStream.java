package poegateway.relay.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.core.Usage;
import poegateway.wire.JsonEdits;
import poegateway.wire.SseReader;
import poegateway.wire.SseWriter;

/**
 * Carries one stream of chat completion chunks from Poe to the caller. Events that need no edit leave as they came,
 * several in one write where they lie side by side. Each event is proven to be JSON by one cheap look; only those with
 * a key that may need an edit, and those up to the first delta, are parsed.
 *
 * <p>Every stream that ends without a failure ends with a finish reason and {@code [DONE]}. Not thread-safe but for
 * {@link #heartbeat()}.
 */
public final class ChatStream {
    private static final String DONE_DATA = "[DONE]";
    private static final byte[] DONE = DONE_DATA.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE_FRAME = SseWriter.frame(DONE);
    private static final byte[] ERROR_NAME = "event: error\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA_PREFIX_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    private final boolean usageWanted;
    private final int telling;
    private final SseReader reader;
    private final Glance glance = new Glance();
    private final StreamMemory memory = new StreamMemory();
    private byte[] fed = {};
    private int runFrom;
    private int runTo;
    private int events;
    private boolean started;
    private boolean done;

    /**
     * @param usageWanted whether the caller asked for usage; else it is taken out
     * @param eventLimitBytes most bytes of one event
     */
    public ChatStream(boolean usageWanted, int eventLimitBytes) {
        this.usageWanted = usageWanted;
        this.reader = new SseReader(eventLimitBytes);
        this.telling = Glance.ERROR
                | Glance.FINISH
                | Glance.TOOL_CALLS
                | Glance.REASONING
                | Glance.USAGE
                | (usageWanted ? 0 : Glance.USAGE_NULL);
    }

    /**
     * Takes bytes of Poe's reply, split anywhere, and writes what may go to the caller.
     *
     * @throws FailureException when an event is an error of Poe's, is not JSON or is over the limit; what came before
     *     it has been written, and nothing of it
     * @throws IOException when {@code out} fails
     */
    public void feed(byte[] bytes, int offset, int length, OutputStream out) throws IOException {
        if (done) {
            return;
        }
        fed = bytes;
        runFrom = offset;
        runTo = offset;
        try {
            reader.feed(bytes, offset, length, (frame, from, to) -> frame(frame, from, to, out));
        } finally {
            writeRun(out);
        }
    }

    /** Whether an event of the model's was written. */
    public boolean started() {
        return started;
    }

    /** Events of Poe's so far, the end mark not counted. */
    public int events() {
        return events;
    }

    /** What the model counted, as far as it was told. */
    public Optional<Usage> usage() {
        return memory.usage();
    }

    /** Name of the model that answers, by Poe's word; empty as long as it was not told. */
    public Optional<String> model() {
        return Optional.of(memory.modelName()).filter(name -> !name.isEmpty());
    }

    /** Whether the end mark came and was written; what Poe sends after it is ignored. */
    public boolean done() {
        return done;
    }

    /**
     * Poe's reply came to its regular end. If the end mark is missing but the answer is finished, it is put in. Tool
     * calls without a finish count as finished when the arguments of each are whole: some models end like that.
     *
     * @throws FailureException with {@link ReplyFailure.Truncated} when the answer is not finished, or an event is
     *     cut off
     */
    public void end(OutputStream out) throws IOException {
        if (done) {
            return;
        }
        boolean doneLacksBlankLine = reader.unfinishedIs(DONE_DATA);
        if (reader.unfinished() && !doneLacksBlankLine) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        boolean finished = memory.finishSeen() || memory.toolCalls().areComplete();
        if (!finished && !doneLacksBlankLine) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        finish(out);
    }

    /**
     * An event that adds nothing, with the id, time and model of this stream: keeps proxies from hanging up. Empty
     * before the first event. May be called by another thread.
     */
    public byte[] heartbeat() {
        return memory.heartbeat();
    }

    private void frame(byte[] bytes, int from, int to, OutputStream out) throws IOException {
        if (done) {
            return;
        }
        int start = from;
        boolean named = bytes[from] == 'e';
        if (named) {
            start = afterLine(bytes, from);
            boolean isError = Arrays.equals(bytes, from, start, ERROR_NAME, 0, ERROR_NAME.length);
            if (isError) {
                throw memory.failure(PoeErrors.readEvent(bytes, start + DATA_PREFIX_BYTES, to - FRAME_END_BYTES, ""));
            }
        }
        int data = start + DATA_PREFIX_BYTES;
        int end = to - FRAME_END_BYTES;
        if (!Arrays.equals(bytes, data, end, DONE, 0, DONE.length)) {
            event(bytes, start, to, named, out);
        } else if (memory.finishSeen()) {
            pass(bytes, start, to, out);
            done = true;
        } else {
            writeRun(out);
            finish(out);
        }
    }

    private void event(byte[] bytes, int from, int to, boolean named, OutputStream out) throws IOException {
        int data = from + DATA_PREFIX_BYTES;
        int end = to - FRAME_END_BYTES;
        int keys = glance.look(bytes, data, end);
        if (keys == Glance.INVALID) {
            throw new FailureException(new ReplyFailure.BadResponse("an event of the stream is not JSON"));
        }
        events++;
        boolean usual = memory.roleGiven() && (keys & Glance.CHOICES) != 0;
        int told = keys & telling;
        if (usual && told == 0) {
            pass(bytes, from, to, out);
        } else if (usual && told == Glance.USAGE_NULL && glance.usageNullFrom() > 0) {
            write(withoutUsageNull(), bytes, from, to, out);
        } else {
            parsedEvent(bytes, from, to, named, out);
        }
    }

    /** Since Poe is always asked for usage, this may stand in every chunk, whoever asked: so it is not parsed for. */
    private JsonEdits withoutUsageNull() {
        return JsonEdits.builder()
                .remove(glance.usageNullFrom(), glance.usageNullTo(), EditIds.USAGE_REMOVED)
                .build();
    }

    private void parsedEvent(byte[] bytes, int from, int to, boolean named, OutputStream out) throws IOException {
        int data = from + DATA_PREFIX_BYTES;
        int end = to - FRAME_END_BYTES;
        EventReader.Reading reading = EventReader.read(memory, usageWanted, bytes, data, end, named);
        if (reading.swallowed()) {
            return;
        }
        if (reading.edits().isEmpty()) {
            pass(bytes, from, to, out);
        } else {
            write(reading.edits(), bytes, from, to, out);
        }
    }

    /** Adds an untouched event to the run that will be written at once, if it lies right behind. */
    @SuppressWarnings("ReferenceEquality") // the question is where the event lies, not what it says
    private void pass(byte[] bytes, int from, int to, OutputStream out) throws IOException {
        started = true;
        boolean inPlace = bytes == fed;
        if (!inPlace || from != runTo) {
            writeRun(out);
        }
        if (!inPlace) {
            out.write(bytes, from, to - from);
            return;
        }
        runFrom = runFrom == runTo ? from : runFrom;
        runTo = to;
    }

    private void write(JsonEdits edits, byte[] bytes, int from, int to, OutputStream out) throws IOException {
        writeRun(out);
        byte[] edited = edits.apply(bytes, from, to);
        out.write(edited, 0, edited.length);
        started = true;
    }

    private void writeRun(OutputStream out) throws IOException {
        int from = runFrom;
        int length = runTo - from;
        runFrom = runTo;
        if (length > 0) {
            out.write(fed, from, length);
        }
    }

    /** The end of the answer, with a finish reason before it if Poe gave none. */
    private void finish(OutputStream out) throws IOException {
        if (!memory.eventSeen()) {
            throw new FailureException(new ReplyFailure.BadResponse("the stream holds no event but its end mark"));
        }
        if (!memory.finishSeen()) {
            byte[] closing = memory.closing();
            out.write(closing, 0, closing.length);
        }
        out.write(DONE_FRAME, 0, DONE_FRAME.length);
        done = true;
    }

    private static int afterLine(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
