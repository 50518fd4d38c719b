package poegateway.wire.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import poegateway.wire.ByteSegments;

/**
 * Writes JSON, token by token, and sets the commas. Parts of other texts go in as they stand; large ones are kept by
 * reference until everything is written out, so that a picture is not copied. A writer that was {@link #clear cleared} can be
 * used again. It does not check that names and values alternate. Not thread-safe.
 */
public final class JsonWriter {
    private static final int FIRST_BYTES = 512;
    /** Larger parts are kept by reference. */
    private static final int COPIED_BYTES_MAX = 8 * 1024;

    private static final int LONG_DIGITS = 20;

    private final List<ByteSegments.Segment> segments = new ArrayList<>(0);
    private byte[] buffer = new byte[FIRST_BYTES];
    private int segmentFrom;
    private int length;
    private boolean needsComma;

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    /** Name of a member; the value comes next. It must need no escapes. */
    public JsonWriter name(String name) {
        separate();
        append('"');
        appendAscii(name);
        append('"');
        append(':');
        needsComma = false;
        return this;
    }

    /** Name of a member, as it stands in another text. */
    public JsonWriter name(JsonText name) {
        value(name);
        append(':');
        needsComma = false;
        return this;
    }

    /** A string. */
    public JsonWriter value(JsonText text) {
        separate();
        append('"');
        append(text.source(), text.from(), text.to());
        append('"');
        needsComma = true;
        return this;
    }

    /** A string of several pieces. */
    public JsonWriter value(List<JsonText> pieces) {
        separate();
        append('"');
        pieces.forEach(piece -> append(piece.source(), piece.from(), piece.to()));
        append('"');
        needsComma = true;
        return this;
    }

    /** A string. */
    public JsonWriter value(String text) {
        return value(JsonText.of(text));
    }

    /** A string that is known to be ASCII and to need no escapes. */
    public JsonWriter word(String ascii) {
        separate();
        append('"');
        appendAscii(ascii);
        append('"');
        needsComma = true;
        return this;
    }

    /** A value, as it stands in another text. */
    public JsonWriter value(JsonSlice json) {
        separate();
        append(json.source(), json.from(), json.to());
        needsComma = true;
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        ensureRoom(LONG_DIGITS);
        if (number >= 0) {
            appendDigits(number);
        } else {
            appendAscii(Long.toString(number));
        }
        needsComma = true;
        return this;
    }

    /** Every event of a stream has a number, so none is made a string first. */
    private void appendDigits(long number) {
        int end = length + 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int at = end - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    public JsonWriter value(boolean flag) {
        separate();
        appendAscii(flag ? "true" : "false");
        needsComma = true;
        return this;
    }

    public JsonWriter nullValue() {
        separate();
        appendAscii("null");
        needsComma = true;
        return this;
    }

    /** Bytes that are no part of the grammar, such as the frame of an event; no comma is set before or after them. */
    public JsonWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    /** The same of a part of an array. */
    public JsonWriter raw(byte[] bytes, int from, int to) {
        append(bytes, from, to);
        needsComma = false;
        return this;
    }

    /** Bytes written so far. */
    public int length() {
        return referencedBytes() + length - segmentFrom;
    }

    /** Everything written so far. What is written later does not change it. */
    public ByteSegments written() {
        endSegment();
        ByteSegments written = new ByteSegments(segments);
        segments.clear();
        buffer = new byte[FIRST_BYTES];
        segmentFrom = 0;
        length = 0;
        needsComma = false;
        return written;
    }

    /** Writes out everything, and is empty again. */
    public void drainTo(OutputStream out) throws IOException {
        if (segments.isEmpty()) {
            out.write(buffer, 0, length);
        } else {
            endSegment();
            for (ByteSegments.Segment segment : segments) {
                out.write(segment.source(), segment.from(), segment.length());
            }
        }
        clear();
    }

    /** Forgets what was written. */
    public void clear() {
        segments.clear();
        segmentFrom = 0;
        length = 0;
        needsComma = false;
    }

    private int referencedBytes() {
        int sum = 0;
        for (ByteSegments.Segment segment : segments) {
            sum += segment.length();
        }
        return sum;
    }

    private JsonWriter open(char bracket) {
        separate();
        append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        append(bracket);
        needsComma = true;
        return this;
    }

    private void separate() {
        if (needsComma) {
            append(',');
        }
    }

    private void append(char ascii) {
        ensureRoom(1);
        buffer[length] = (byte) ascii;
        length++;
    }

    private void appendAscii(String ascii) {
        ensureRoom(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length + i] = (byte) ascii.charAt(i);
        }
        length += ascii.length();
    }

    private void append(byte[] source, int from, int to) {
        int count = to - from;
        if (count > COPIED_BYTES_MAX) {
            endSegment();
            segments.add(new ByteSegments.Segment(source, from, to));
            return;
        }
        ensureRoom(count);
        System.arraycopy(source, from, buffer, length, count);
        length += count;
    }

    /** What is in the buffer and in no segment becomes one. A segment keeps its array; when that grows, a new one is used. */
    private void endSegment() {
        if (length > segmentFrom) {
            segments.add(new ByteSegments.Segment(buffer, segmentFrom, length));
            segmentFrom = length;
        }
    }

    private void ensureRoom(int count) {
        if (buffer.length - length >= count) {
            return;
        }
        int open = length - segmentFrom;
        int size = Math.max(2 * buffer.length, open + count);
        byte[] larger = new byte[size];
        System.arraycopy(buffer, segmentFrom, larger, 0, open);
        buffer = larger;
        segmentFrom = 0;
        length = open;
    }
}
