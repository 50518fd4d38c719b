package poegateway.dialect.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.poe.ErrorObject;
import poegateway.wire.SseReader;
import poegateway.wire.SseWriter;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonKeyScanner;

/**
 * Carries one stream of chat completion chunks from Poe to the caller. Events that need no edit leave as they came,
 * several in one write where they lie side by side. Each event is proven to be JSON by one cheap look; only those with
 * a key that may need an edit, and those up to the first delta, are parsed.
 *
 * <p>Every stream that ends without a failure ends with one finish reason, the usage if it is wanted, and {@code [DONE]}.
 * Not thread-safe but for {@link #heartbeat()}.
 */
public final class ChatStream implements ReplyStream {
    private static final ErrorForm ERRORS = new OpenAiErrors();
    private static final String DONE_DATA = "[DONE]";
    private static final byte[] DONE = DONE_DATA.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK_LINE = {'\n', '\n'};
    private static final byte[] DONE_FRAME = SseWriter.frame(DONE);
    private static final int NAME_PREFIX_BYTES = 7;
    private static final int DATA_PREFIX_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    private final boolean usageWanted;
    private final int telling;
    private final SseReader reader;
    private final JsonKeyScanner scanner = new JsonKeyScanner(ChunkKeys.TABLE);
    private final StreamState state;
    private final EventRun run;
    private final StreamEnd end;
    private int events;
    private boolean done;

    /** Hands over the events that lie in what was fed. */
    @FunctionalInterface
    private interface Feed {
        void run() throws IOException;
    }

    /**
     * @param usageWanted whether the caller asked for usage; else it is taken out
     * @param eventLimitBytes most bytes of one event
     * @param envelope for what Poe leaves out
     */
    public ChatStream(boolean usageWanted, int eventLimitBytes, Envelope envelope) {
        this(usageWanted, eventLimitBytes, envelope, MemoryLease.UNCOUNTED);
    }

    /**
     * A stream that takes memory from a lease for events that come in pieces, or are edited.
     *
     * @param usageWanted as above
     * @param eventLimitBytes as above
     * @param envelope as above
     */
    public ChatStream(boolean usageWanted, int eventLimitBytes, Envelope envelope, MemoryLease lease) {
        this.usageWanted = usageWanted;
        this.reader = new SseReader(eventLimitBytes, lease);
        this.state = new StreamState(envelope);
        this.run = new EventRun(lease);
        this.end = new StreamEnd(state, run);
        this.telling = ChunkKeys.TELLING | (usageWanted ? 0 : ChunkKeys.USAGE_NULL);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, OutputStream out) throws IOException {
        take(bytes, offset, out, () -> reader.feed(bytes, offset, length, this::frame));
    }

    @Override
    public void feedEvent(byte[] bytes, int from, int to, OutputStream out) throws IOException {
        take(bytes, from, out, () -> frame(bytes, from, to));
    }

    private void take(byte[] bytes, int offset, OutputStream out, Feed feed) throws IOException {
        if (done) {
            return;
        }
        run.begin(bytes, offset, out);
        try {
            feed.run();
        } catch (FailureException broken) {
            end.abandon();
            throw broken;
        } finally {
            end.copyOut();
            run.flush();
        }
    }

    @Override
    public boolean started() {
        return run.started();
    }

    @Override
    public int eventCount() {
        return events;
    }

    @Override
    public Optional<Usage> usage() {
        return state.usage();
    }

    @Override
    public Optional<String> model() {
        return Optional.of(state.modelName()).filter(name -> !name.isEmpty());
    }

    @Override
    public boolean done() {
        return done;
    }

    /**
     * {@inheritDoc} If the end mark is missing but the answer is finished, it is put in. Tool calls without a finish count as
     * finished when the arguments of each are whole and the reply marks its end: some models end like that.
     */
    @Override
    public void end(boolean selfDelimiting, OutputStream out) throws IOException {
        if (done) {
            return;
        }
        run.begin(DONE_FRAME, 0, out);
        try {
            endMark(selfDelimiting);
        } catch (FailureException cut) {
            end.abandon();
            throw cut;
        }
    }

    @Override
    public void breakOff(OutputStream out) throws IOException {
        run.begin(DONE_FRAME, 0, out);
        end.abandon();
    }

    /** A chunk without a word, with the id, time and model of this stream; empty before the first event. */
    @Override
    public byte[] heartbeat() {
        return state.heartbeat();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return ERRORS.event(failure);
    }

    private void endMark(boolean selfDelimiting) throws IOException {
        boolean doneLacksBlankLine = reader.unfinishedIs(DONE_DATA);
        boolean finished =
                end.finished() || (selfDelimiting && state.toolCalls().areComplete());
        if (doneLacksBlankLine || (finished && !reader.unfinished())) {
            finish(DONE_FRAME, 0, DONE_FRAME.length);
            run.flush();
        } else {
            reader.feed(BLANK_LINE, 0, BLANK_LINE.length, this::refuseError);
            throw new FailureException(new ReplyFailure.Truncated());
        }
    }

    /** An event that no blank line ends is none, unless it is an error: that says why the stream ends. */
    private void refuseError(byte[] bytes, int from, int to) {
        int start = bytes[from] == 'e' ? afterLine(bytes, from) : from;
        String name = name(bytes, from, start);
        int data = start + DATA_PREFIX_BYTES;
        int end = to - FRAME_END_BYTES;
        if (ErrorObject.isNamedBy(name)) {
            throw state.failure(bytes, data, end);
        }
        if (scanner.scan(bytes, data, end) != JsonKeyScanner.INVALID) {
            EventReader.read(state, usageWanted, bytes, data, end, name);
        }
    }

    private void frame(byte[] bytes, int from, int to) throws IOException {
        if (done) {
            return;
        }
        if (bytes[from] == 'e') {
            namedFrame(bytes, from, to);
        } else {
            frame(bytes, from, to, "");
        }
    }

    private void namedFrame(byte[] bytes, int from, int to) throws IOException {
        int start = afterLine(bytes, from);
        String name = name(bytes, from, start);
        int data = start + DATA_PREFIX_BYTES;
        if (ErrorObject.isNamedBy(name)) {
            throw state.failure(bytes, data, to - FRAME_END_BYTES);
        }
        if (data < to - FRAME_END_BYTES) {
            frame(bytes, start, to, name);
        }
    }

    private void frame(byte[] bytes, int from, int to, String name) throws IOException {
        if (Arrays.equals(bytes, from + DATA_PREFIX_BYTES, to - FRAME_END_BYTES, DONE, 0, DONE.length)) {
            finish(bytes, from, to);
        } else {
            event(bytes, from, to, name);
        }
    }

    private void event(byte[] bytes, int from, int to, String name) throws IOException {
        int keys = scanner.scan(bytes, from + DATA_PREFIX_BYTES, to - FRAME_END_BYTES);
        if (keys == JsonKeyScanner.INVALID) {
            throw new FailureException(new ReplyFailure.BadResponse("an event of the stream " + scanner.fault()));
        }
        events++;
        int told = keys & telling;
        if (!isUsual(keys)) {
            parsedEvent(bytes, from, to, name);
        } else if (told == 0) {
            run.pass(bytes, from, to);
        } else if (told == ChunkKeys.USAGE_NULL && scanner.locatedFrom() > 0) {
            run.write(withoutUsageNull(), bytes, from, to);
        } else {
            parsedEvent(bytes, from, to, name);
        }
    }

    /** Whether the keys alone can tell that an event needs no edit. */
    private boolean isUsual(int keys) {
        return (keys & ChunkKeys.CHOICES) != 0 && state.roleGiven() && state.envelopeComplete() && !end.finished();
    }

    /** Since Poe is always asked for usage, this may stand in every chunk, whoever asked: so it is not parsed for. */
    private JsonEdits withoutUsageNull() {
        return JsonEdits.builder()
                .remove(scanner.locatedFrom(), scanner.locatedTo(), EditIds.USAGE_REMOVED)
                .build();
    }

    private void parsedEvent(byte[] bytes, int from, int to, String name) throws IOException {
        int data = from + DATA_PREFIX_BYTES;
        EventReader.Reading reading = EventReader.read(state, usageWanted, bytes, data, to - FRAME_END_BYTES, name);
        switch (reading.kind()) {
            case SWALLOWED -> {}
            case CHUNK -> end.chunk(reading, bytes, from, to);
            case USAGE -> end.usage(reading, bytes, from, to);
        }
    }

    /** The end of the answer, with the end mark that lies there. */
    private void finish(byte[] bytes, int from, int to) throws IOException {
        if (!state.roleGiven()) {
            throw new FailureException(new ReplyFailure.BadResponse("the stream holds no answer before its end mark"));
        }
        end.write();
        run.pass(bytes, from, to);
        done = true;
    }

    /** Name of the event that begins here, or empty when its data does. */
    private static String name(byte[] bytes, int from, int data) {
        int start = from + NAME_PREFIX_BYTES;
        return data == from ? "" : new String(bytes, start, data - 1 - start, StandardCharsets.UTF_8);
    }

    private static int afterLine(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
