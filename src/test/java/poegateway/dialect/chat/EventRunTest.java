package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import poegateway.core.MemoryLease;
import poegateway.wire.json.JsonEdits;

class EventRunTest {
    private static final byte[] FED = "..{\"a\":1}..".getBytes(UTF_8);
    private final List<Long> taken = new ArrayList<>();
    private final EventRun run = new EventRun(new MemoryLease() {
        @Override
        public void take(long bytes) {
            taken.add(bytes);
        }

        @Override
        public void giveBack(long bytes) {
            taken.add(-bytes);
        }
    });

    @Test
    void memoryForAnEditedEventIsTakenUntilItIsWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run.begin(FED, 2, out);
        run.write(edit("100"), FED, 2, 9);
        assertEquals("{\"a\":100}", out.toString(UTF_8));
        assertEquals(List.of(9L, -9L), taken);
    }

    @Test
    void memoryComesBackWhenTheCallerIsGone() {
        run.begin(FED, 2, new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("gone");
            }
        });
        assertThrows(IOException.class, () -> run.write(edit("2"), FED, 2, 9));
        assertEquals(List.of(7L, -7L), taken);
    }

    @Test
    void anEventAsItIsNeedsNoMemoryAndLeavesOnlyWhenTheRunEnds() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run.begin(FED, 2, out);
        run.write(JsonEdits.NONE, FED, 2, 9);
        assertEquals("", out.toString(UTF_8));
        run.flush();
        run.flush();
        assertEquals("{\"a\":1}", out.toString(UTF_8));
        assertEquals(List.of(), taken);
    }

    private static JsonEdits edit(String value) {
        JsonEdits.Builder edits = JsonEdits.builder();
        edits.replace(7, 8, value.getBytes(UTF_8), EditIds.CONTENT);
        return edits.build();
    }
}
