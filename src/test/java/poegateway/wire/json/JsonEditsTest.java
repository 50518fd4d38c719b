package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonEditsTest {
    private static final byte[] SOURCE = "0123456789".getBytes(UTF_8);

    @Test
    void editsGivenInAnyOrderAreAppliedByPlace() throws IOException {
        JsonEdits edits = JsonEdits.builder()
                .remove(8, 10, "end")
                .insert(0, "<".getBytes(UTF_8), "start")
                .replace(3, 5, "abc".getBytes(UTF_8), "middle")
                .insert(3, "-".getBytes(UTF_8), "start")
                .build();
        byte[] edited = "<012-abc567".getBytes(UTF_8);
        assertArrayEquals(edited, edits.apply(SOURCE));
        assertEquals(edited.length, edits.lengthAfter(SOURCE.length));
        assertEquals(List.of("start", "middle", "end"), edits.ids());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        edits.writeTo(SOURCE, out);
        assertArrayEquals(edited, out.toByteArray());
    }

    @Test
    void aTextInsideAnArrayIsEditedAtTheOffsetsOfTheArray() {
        JsonEdits edits = JsonEdits.builder().remove(4, 6, "x").build();
        assertArrayEquals("2367".getBytes(UTF_8), edits.apply(SOURCE, 2, 8));
    }

    @Test
    void withoutEditsTheSourceIsWrittenInOnePiece() throws IOException {
        JsonEdits edits = JsonEdits.builder().build();
        assertSame(JsonEdits.NONE, edits);
        assertTrue(edits.isEmpty());
        assertTrue(edits.ids().isEmpty());
        int[] writes = {0};
        edits.writeTo(SOURCE, new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                assertSame(SOURCE, bytes);
                writes[0]++;
            }
        });
        assertEquals(1, writes[0]);
    }

    @Test
    void nothingIsWrittenThatIsEmpty() throws IOException {
        JsonEdits edits = JsonEdits.builder()
                .remove(0, 2, "a")
                .insert(2, "x".getBytes(UTF_8), "b")
                .replace(2, 4, "y".getBytes(UTF_8), "c")
                .remove(6, 10, "d")
                .build();
        StringBuilder writes = new StringBuilder();
        edits.writeTo(SOURCE, new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                writes.append(new String(bytes, offset, length, UTF_8)).append('|');
            }
        });
        assertEquals("x|y|45|", writes.toString());
    }

    @Test
    void editsThatOverlapAreABug() {
        JsonEdits.Builder builder = JsonEdits.builder().remove(1, 4, "a").remove(3, 6, "b");
        assertThrows(IllegalStateException.class, builder::build);
        assertThrows(IllegalArgumentException.class, () -> JsonEdits.builder().remove(2, 1, "c"));
    }
}
