package poegateway.relay;

import java.util.Optional;
import poegateway.upstream.PoeReply;

/** A reply whose first bytes were looked at before it is known who reads it; whoever does gets them again. */
final class PeekedReply implements PoeReply {
    private static final int PEEK_BYTES = 1024;
    private static final byte[] NONE = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final PoeReply reply;
    private byte[] peeked = new byte[PEEK_BYTES];
    private int from;
    private int to;

    PeekedReply(PoeReply reply) {
        this.reply = reply;
    }

    /** The first byte that is no white space or byte order mark, waited for; 0 when none comes among the first bytes. */
    int firstByte() {
        int at = 0;
        while (true) {
            for (; at < to; at++) {
                if (tells(at)) {
                    return peeked[at] & 0xFF;
                }
            }
            int read = to == PEEK_BYTES ? -1 : reply.read(peeked, to);
            if (read < 0) {
                return 0;
            }
            to += read;
        }
    }

    @Override
    public int status() {
        return reply.status();
    }

    @Override
    public Optional<String> header(String name) {
        return reply.header(name);
    }

    @Override
    public int read(byte[] buffer, int offset) {
        if (from == to) {
            peeked = NONE; // a stream may live long
            return reply.read(buffer, offset);
        }
        int count = Math.min(to - from, buffer.length - offset);
        System.arraycopy(peeked, from, buffer, offset, count);
        from += count;
        return count;
    }

    @Override
    public boolean marksItsEnd() {
        return reply.marksItsEnd();
    }

    @Override
    public void beforeWait(Runnable hook) {
        reply.beforeWait(hook);
    }

    @Override
    public void close() {
        reply.close();
    }

    private boolean tells(int at) {
        byte octet = peeked[at];
        boolean blank = octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
        boolean mark = at < BYTE_ORDER_MARK.length && octet == BYTE_ORDER_MARK[at];
        return !blank && !mark;
    }
}
