package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.completions.CompletionsFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/** What a translated stream allocates for each piece of an answer; counted, since times depend on the machine. */
class TranslatedAllocationTest {
    private static final int DELTAS = 10_000;
    private static final int BYTES_PER_DELTA_MAX = 1_024;
    private static final byte[] CHUNK =
            ("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1774561949,\"model\":\"m\","
                            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n")
                    .getBytes(UTF_8);

    @Test
    void aDeltaOfTextCostsLessThanAKilobyte() throws IOException {
        for (WireFormat caller : new WireFormat[] {new ChatFormat(), new CompletionsFormat()}) {
            run(caller); // so that classes are there
            long bytes = run(caller) / DELTAS;
            assertTrue(bytes <= BYTES_PER_DELTA_MAX, () -> bytes + " bytes for each delta");
        }
    }

    private static long run(WireFormat caller) throws IOException {
        ReplyContext context = new ReplyContext(
                "req-1", 1_774_561_949L, new Opening("m", true, false, JsonEdits.NONE), PoeErrors.of("m"));
        ReplyStream stream = new TranslatedFormat(caller, new ChatFormat(), Bounds.NONE)
                .stream(context, 1 << 20, MemoryLease.UNCOUNTED);
        OutputStream nowhere = OutputStream.nullOutputStream();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int delta = 0; delta < DELTAS; delta++) {
            stream.feed(CHUNK, 0, CHUNK.length, nowhere);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
