package poegateway.dialect.messages;

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
import poegateway.dialect.chat.ChatFormat;

/** How much memory a piece of text takes on its way. */
class MessagesAllocationTest {
    private static final int DELTAS = 10_000;
    private static final int BYTES_PER_DELTA_MAX = 1_024;

    static Stream<Arguments> pairs() {
        WireFormat chat = new ChatFormat();
        String delta = MessagesWire.blockDelta(0, "{\"type\":\"text_delta\",\"text\":\" w\\u00f6rd\\n\"}");
        String begun = MessagesWire.START + MessagesWire.blockStart(0, "{\"type\":\"text\",\"text\":\"\"}");
        String chunk =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                        + "\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";
        return Stream.of(
                Arguments.of(MessagesWire.MESSAGES, begun, delta),
                Arguments.of(new TranslatedFormat(chat, MessagesWire.MESSAGES, Bounds.NONE), begun, delta),
                Arguments.of(new TranslatedFormat(MessagesWire.MESSAGES, chat, Bounds.NONE), chunk, chunk));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aDeltaOfTextCostsLessThanAKilobyte(WireFormat format, String begun, String delta) throws IOException {
        run(format, begun, delta); // so that classes are there
        long bytes = run(format, begun, delta) / DELTAS;
        assertTrue(bytes <= BYTES_PER_DELTA_MAX, () -> bytes + " bytes for each delta");
    }

    private static long run(WireFormat format, String begun, String delta) throws IOException {
        ReplyStream stream = format.stream(MessagesWire.context(), MessagesWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
        byte[] first = begun.getBytes(UTF_8);
        byte[] bytes = delta.getBytes(UTF_8);
        OutputStream nowhere = OutputStream.nullOutputStream();
        stream.feed(first, 0, first.length, nowhere);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < DELTAS; i++) {
            stream.feed(bytes, 0, bytes.length, nowhere);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
