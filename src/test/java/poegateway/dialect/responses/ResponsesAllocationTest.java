package poegateway.dialect.responses;

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

/** How much memory a piece of text takes on its way. */
class ResponsesAllocationTest {
    private static final int DELTAS = 10_000;
    private static final int BYTES_PER_DELTA_MAX = 1_024;

    static Stream<Arguments> pairs() {
        String delta = ResponsesWire.delta(" w\\u00f6rd\\n", 4);
        return Stream.of(
                Arguments.of(ResponsesWire.RESPONSES, delta),
                Arguments.of(new TranslatedFormat(ResponsesWire.CHAT, ResponsesWire.RESPONSES, Bounds.NONE), delta),
                Arguments.of(
                        new TranslatedFormat(ResponsesWire.RESPONSES, ResponsesWire.CHAT, Bounds.NONE),
                        ResponsesWire.chunk("{\"content\":\" word\"}", "null")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aDeltaOfTextCostsLessThanAKilobyte(WireFormat format, String delta) throws IOException {
        run(format, delta); // so that classes are there
        long bytes = run(format, delta) / DELTAS;
        assertTrue(bytes <= BYTES_PER_DELTA_MAX, () -> bytes + " bytes for each delta");
    }

    private static long run(WireFormat format, String delta) throws IOException {
        ReplyStream stream = format.stream(ResponsesWire.context(), ResponsesWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
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
