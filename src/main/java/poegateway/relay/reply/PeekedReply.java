package poegateway.relay.reply;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.upstream.PoeReply;

/** A reply whose first bytes were looked at before it is known who reads it; whoever does gets them again. */
public final class PeekedReply extends ForwardedReply {
    private static final int FIRST_BYTES = 128;
    private static final int PEEK_BYTES = 1024;
    /** More than the longest name of a field of events has. */
    private static final int FIELD_NAME_BYTES = 6;

    private static final byte[] NONE = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private byte[] peeked = new byte[FIRST_BYTES];
    private int from;
    private int to;

    public PeekedReply(PoeReply reply) {
        super(reply);
    }

    /**
     * How the body begins after white space and a byte order mark, as far as its form shows in it: a brace, or the name of the
     * first field of an event with what ends it. Waited for; empty when the body is.
     *
     * @param beforeRead runs before each read
     */
    public String beginning(Runnable beforeRead) {
        int at = 0;
        boolean more = true;
        while (true) {
            while (at < to && !tells(at)) {
                at++;
            }
            int end = at;
            while (end < to && isLetter(peeked[end]) && end - at < FIELD_NAME_BYTES) {
                end++;
            }
            if (end < to || end - at == FIELD_NAME_BYTES || !more || to == PEEK_BYTES) {
                boolean blank = at == to && to == PEEK_BYTES;
                return blank ? " " : new String(peeked, at, Math.min(end + 1, to) - at, StandardCharsets.ISO_8859_1);
            }
            if (to == peeked.length) {
                peeked = Arrays.copyOf(peeked, PEEK_BYTES);
            }
            beforeRead.run();
            int read = super.read(peeked, to);
            more = read >= 0;
            to += Math.max(read, 0);
        }
    }

    @Override
    public int read(byte[] buffer, int offset) {
        if (from == to) {
            peeked = NONE; // a stream may live long
            return super.read(buffer, offset);
        }
        int count = Math.min(to - from, buffer.length - offset);
        System.arraycopy(peeked, from, buffer, offset, count);
        from += count;
        return count;
    }

    private static boolean isLetter(byte octet) {
        return octet >= 'a' && octet <= 'z';
    }

    private boolean tells(int at) {
        byte octet = peeked[at];
        boolean blank = octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
        boolean mark = at < BYTE_ORDER_MARK.length && octet == BYTE_ORDER_MARK[at];
        return !blank && !mark;
    }
}
