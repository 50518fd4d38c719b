package poegateway.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/**
 * Reads server-sent events out of bytes that may be split anywhere, and hands each over in one canonical form. Lines
 * may end in LF, CRLF or CR; a byte order mark at the start, comments, {@code id:}, {@code retry:} and events with neither
 * name nor data are dropped, because they crash clients. Servers that fail in mid-stream break the grammar: a line that
 * begins a JSON object lacks its field name and is an event by itself, and a field {@code error:} is an event of that name.
 * An event, named or not, that is canonical already and lies whole in the fed bytes is handed over where it lies, uncopied.
 * The line break between two {@code data:} lines of one event becomes a space: many clients read only one line, and in JSON a
 * line break only stands where white space may. Not thread-safe.
 */
public final class SseReader {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA_FIELD = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_FIELD = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR_FIELD = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPACE = {' '};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] FRAME_END = {'\n', '\n'};
    private static final int FIELD_BYTES = 16;
    private static final int NAME_LIMIT_BYTES = 1_024;

    private final int eventLimitBytes;
    /** The line that has begun; while it is the first of an event, it becomes the frame as it is. */
    private BoundedBuffer line;
    /** The frame that has begun: its field name, then its data. */
    private BoundedBuffer frame;

    private byte[] name = {};
    private boolean hasData;
    private boolean skipLineFeed;
    private int markSeen;

    /**
     * @param eventLimitBytes most bytes of one event's data; over it {@link ReplyFailure.TooLarge} is thrown
     */
    public SseReader(int eventLimitBytes) {
        this(eventLimitBytes, MemoryLease.UNCOUNTED);
    }

    /**
     * A reader that takes memory from a lease for events that do not lie whole in the fed bytes.
     *
     * @param eventLimitBytes as above
     */
    public SseReader(int eventLimitBytes, MemoryLease memory) {
        this.eventLimitBytes = eventLimitBytes;
        this.line = new BoundedBuffer(eventLimitBytes, FIELD_BYTES, memory);
        this.frame = new BoundedBuffer(eventLimitBytes, FIELD_BYTES, memory);
    }

    /** Reads on; every event that ends in these bytes is handed over before this returns. */
    public void feed(byte[] bytes, int offset, int length, SseFrameHandler frames) throws IOException {
        int to = offset + length;
        int at = markSeen < BYTE_ORDER_MARK.length ? skipMark(bytes, offset, to) : offset;
        while (at < to) {
            if (skipLineFeed) {
                skipLineFeed = false;
                if (bytes[at] == '\n') {
                    at++;
                    continue;
                }
            }
            int end = atBoundary() ? canonicalEnd(bytes, at, to) : at;
            if (end > at) {
                frames.frame(bytes, at, end);
                at = end;
            } else {
                at = readLine(bytes, at, to, frames);
            }
        }
    }

    /** Whether an event was begun that no blank line has ended. */
    public boolean unfinished() {
        return hasData || (line.length() > 0 && line.bytes()[0] != ':');
    }

    /** Whether the event that was begun holds exactly this text; for ends that lack their blank line. */
    public boolean unfinishedIs(String text) {
        int most = text.length() + FIELD_BYTES;
        if (frame.length() > most || line.length() > most) {
            return false;
        }
        String rest = new String(frame.bytes(), 0, frame.length(), StandardCharsets.UTF_8);
        byte[] bytes = line.bytes();
        if (field(bytes, 0, line.length(), DATA_FIELD)) {
            int value = valueStart(bytes, DATA_FIELD.length, line.length());
            rest += new String(bytes, value, line.length() - value, StandardCharsets.UTF_8);
        }
        return rest.substring(Math.min(DATA.length, frame.length())).equals(text);
    }

    private boolean atBoundary() {
        return !hasData && line.length() == 0 && name.length == 0;
    }

    /** Offset after the frame that begins here, if it is canonical, whole and not empty; else {@code at}. */
    private int canonicalEnd(byte[] bytes, int at, int to) {
        int data = bytes[at] == 'e' ? afterName(bytes, at, to) : at;
        int start = data + DATA.length;
        if (start >= to || !Arrays.equals(bytes, data, start, DATA, 0, DATA.length)) {
            return at;
        }
        int end = lineEnd(bytes, start, to);
        boolean whole = end + 1 < to && bytes[end] == '\n' && bytes[end + 1] == '\n';
        boolean empty = end == start && data == at;
        if (!whole || empty) {
            return at;
        }
        if (end - start > eventLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(eventLimitBytes));
        }
        return end + 2;
    }

    /** Offset after the line that begins here, if it is a canonical name of an event; else {@code at}. */
    private static int afterName(byte[] bytes, int at, int to) {
        int start = at + EVENT.length;
        if (start >= to || !Arrays.equals(bytes, at, start, EVENT, 0, EVENT.length)) {
            return at;
        }
        int end = lineEnd(bytes, start, to);
        boolean canonical = end > start && end - start <= NAME_LIMIT_BYTES && end < to && bytes[end] == '\n';
        return canonical ? end + 1 : at;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = WordScanner.firstControl(bytes, from, to);
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at = WordScanner.firstControl(bytes, at + 1, to);
        }
        return at;
    }

    /** Takes one line, or what there is of it, and gives the offset after it. */
    private int readLine(byte[] bytes, int at, int to, SseFrameHandler frames) throws IOException {
        int end = lineEnd(bytes, at, to);
        if (end == to) {
            line.append(bytes, at, to);
            return to;
        }
        skipLineFeed = bytes[end] == '\r';
        if (line.length() == 0) {
            take(bytes, at, end, frames);
        } else {
            line.append(bytes, at, end);
            if (frame.length() == 0 && isCanonical(line)) {
                lineBecomesFrame();
            } else {
                take(line.bytes(), 0, line.length(), frames);
            }
            line.clear();
        }
        return end + 1;
    }

    private void take(byte[] bytes, int from, int to, SseFrameHandler frames) throws IOException {
        if (from == to) {
            dispatch(frames);
        } else if (field(bytes, from, to, DATA_FIELD)) {
            takeData(bytes, valueStart(bytes, from + DATA_FIELD.length, to), to);
        } else if (field(bytes, from, to, EVENT_FIELD)) {
            takeName(bytes, valueStart(bytes, from + EVENT_FIELD.length, to), to);
        } else if (bytes[from] == '{') {
            endPending(frames);
            takeData(bytes, from, to);
            dispatch(frames);
        } else if (from + ERROR_FIELD.length < to && field(bytes, from, to, ERROR_FIELD)) {
            endPending(frames);
            name = ERROR_FIELD;
            takeData(bytes, valueStart(bytes, from + ERROR_FIELD.length, to), to);
            dispatch(frames);
        }
    }

    /** The line at hand is an event by itself, whatever comes before it. */
    private void endPending(SseFrameHandler frames) throws IOException {
        if (hasData) {
            dispatch(frames);
        }
    }

    private static boolean field(byte[] bytes, int from, int to, byte[] field) {
        int end = from + field.length;
        return end <= to && Arrays.equals(bytes, from, end, field, 0, field.length) && (end == to || bytes[end] == ':');
    }

    private static int valueStart(byte[] bytes, int colon, int to) {
        int start = Math.min(colon + 1, to);
        return start < to && bytes[start] == ' ' ? start + 1 : start;
    }

    /** So that a large event is not copied. */
    private void lineBecomesFrame() {
        BoundedBuffer empty = frame;
        frame = line;
        line = empty;
        hasData = true;
        checkLimit();
    }

    private static boolean isCanonical(BoundedBuffer line) {
        return line.length() >= DATA.length && Arrays.equals(line.bytes(), 0, DATA.length, DATA, 0, DATA.length);
    }

    private void takeData(byte[] bytes, int from, int to) {
        if (frame.length() == 0) {
            frame.append(DATA, 0, DATA.length);
        } else if (frame.length() > DATA.length) {
            frame.append(SPACE, 0, SPACE.length);
        }
        frame.append(bytes, from, to);
        hasData = true;
        checkLimit();
    }

    private void checkLimit() {
        if (frame.length() - DATA.length > eventLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(eventLimitBytes));
        }
    }

    private void takeName(byte[] bytes, int from, int to) {
        if (to - from > NAME_LIMIT_BYTES) {
            String reason = "the name of an event has more than " + NAME_LIMIT_BYTES + " bytes";
            throw new FailureException(new ReplyFailure.BadResponse(reason));
        }
        name = Arrays.copyOfRange(bytes, from, to);
    }

    private void dispatch(SseFrameHandler frames) throws IOException {
        if (frame.length() == 0 && name.length > 0) {
            frame.append(DATA, 0, DATA.length);
        }
        if (frame.length() > DATA.length || name.length > 0) {
            frame.append(FRAME_END, 0, FRAME_END.length);
            nameFrame();
            frames.frame(frame.bytes(), 0, frame.length());
        }
        frame.clear();
        hasData = false;
        name = new byte[0];
    }

    /** Names are rare and short: the frame makes room for its own. */
    private void nameFrame() {
        if (name.length > 0) {
            byte[] named = new byte[EVENT.length + name.length + 1];
            System.arraycopy(EVENT, 0, named, 0, EVENT.length);
            System.arraycopy(name, 0, named, EVENT.length, name.length);
            named[named.length - 1] = '\n';
            frame.prepend(named);
        }
    }

    /** Passes over a byte order mark, which may be split too; what only begins like one is given back. */
    private int skipMark(byte[] bytes, int offset, int to) {
        int at = offset;
        while (at < to && markSeen < BYTE_ORDER_MARK.length) {
            if (bytes[at] != BYTE_ORDER_MARK[markSeen]) {
                line.append(BYTE_ORDER_MARK, 0, markSeen);
                markSeen = BYTE_ORDER_MARK.length;
                return at;
            }
            markSeen++;
            at++;
        }
        return at;
    }
}
