package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;

/** What a stream to or from a bot allocates for each piece of an answer. */
class BotAllocationTest {
    private static final int DELTAS = 10_000;
    private static final int BYTES_PER_DELTA_MAX = 1_024;
    private static final String BOT_DELTA = BotWire.text(" w\\u00f6rd\\n");
    private static final String CHAT_DELTA =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(new TranslatedFormat(BotWire.CHAT, BotWire.BOT, Bounds.NONE), BOT_DELTA),
                Arguments.of(new TranslatedFormat(BotWire.BOT, BotWire.CHAT, Bounds.NONE), CHAT_DELTA),
                Arguments.of(BotWire.BOT, BOT_DELTA));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aDeltaOfTextCostsLessThanAKilobyte(WireFormat format, String delta) throws IOException {
        run(format, delta); // so that classes are there
        long bytes = run(format, delta) / DELTAS;
        assertTrue(bytes <= BYTES_PER_DELTA_MAX, () -> bytes + " bytes for each delta");
    }

    private static long run(WireFormat format, String delta) throws IOException {
        ReplyStream stream = format.stream(BotWire.context(), BotWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
        byte[] bytes = delta.getBytes(UTF_8);
        OutputStream nowhere = OutputStream.nullOutputStream();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < DELTAS; i++) {
            stream.feed(bytes, 0, bytes.length, nowhere);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
