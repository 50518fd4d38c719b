package poegateway.dialect.bot.event;

import java.nio.charset.StandardCharsets;

/** Events that are always the same, and what others begin with. */
public final class BotFrames {
    /** Keeps proxies from hanging up, and adds nothing. */
    private static final byte[] PING = ascii("event: ping\ndata: {}\n\n");

    private static final byte[] DONE = ascii("event: done\ndata: {}\n\n");

    private BotFrames() {}

    public static byte[] ping() {
        return PING.clone();
    }

    public static byte[] done() {
        return DONE.clone();
    }

    /** What stands before the data of an event of that name. */
    public static byte[] before(String name) {
        return ascii("event: " + name + "\ndata: ");
    }

    /** What stands after the data. */
    public static byte[] after() {
        return ascii("\n\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
