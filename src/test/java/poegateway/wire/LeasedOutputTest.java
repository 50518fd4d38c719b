package poegateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeasedOutputTest {
    private final CountedLease lease = new CountedLease();
    private final LeasedOutput output = new LeasedOutput(lease);

    @Test
    void allOfItComesOutInOrderAndTheMemoryIsGivenBack() throws IOException {
        output.write('a');
        output.write("..bc..".getBytes(US_ASCII), 2, 2);
        output.write("d".repeat(20_000).getBytes(US_ASCII));
        assertEquals("abc" + "d".repeat(20_000), moved());
        assertEquals(0, lease.heldBytes());
        output.write('e');
        assertEquals("e", moved());
    }

    @Test
    void aSmallOneDoublesAndALargeOneHasNoRoomToSpare() throws IOException {
        write(1);
        assertEquals(512, lease.heldBytes());
        write(511);
        assertEquals(512, lease.heldBytes());
        write(1);
        assertEquals(1_026, lease.heldBytes());
        assertEquals(512 + 1_026, lease.peakBytes());
        write(16 * 1024 - 513);
        assertEquals(32 * 1024, lease.heldBytes());
        write(16 * 1024 + 1);
        assertEquals(32 * 1024 + 1, lease.heldBytes());
        assertEquals(32 * 1024 + 1, moved().length());
    }

    private void write(int bytes) throws IOException {
        output.write(new byte[bytes]);
    }

    private String moved() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        output.moveTo(out);
        return out.toString(US_ASCII);
    }
}
