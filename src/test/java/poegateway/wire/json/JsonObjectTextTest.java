package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonObjectTextTest {
    private final List<byte[]> walkedOver = new ArrayList<>();

    @Test
    void theObjectIsWalkedOverOnceInTheArrayThatWasGiven() throws JsonFault {
        byte[] text = " {\"a\":1} ".getBytes(UTF_8);
        assertEquals("a", JsonObjectText.read(text, this::firstName));
        assertEquals(1, walkedOver.size());
        assertSame(text, walkedOver.getFirst());
    }

    @Test
    void aNameWithHalfASurrogatePairIsANameLikeAnyOther() throws JsonFault {
        byte[] text = "{\"\\ud83d\":1}".getBytes(UTF_8);
        assertEquals("\ud83d", JsonObjectText.read(text, this::firstName));
        assertEquals(1, walkedOver.size());
        assertEquals("{\"\\ud83d\":1}", new String(text, UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|NO_OBJECT|expected one JSON object",
                "7|NO_OBJECT|expected one JSON object",
                "[\"\\ud83d\"]|NO_OBJECT|expected one JSON object",
                "''|MALFORMED|the text ends too early",
                "{\"a\":1|MALFORMED|the text ends too early",
                "{\"\\ud83d\":1|MALFORMED|the text ends too early",
                "{\"a\":1}x|MALFORMED|expected one JSON value here",
                "{\"a\":1} 2|MALFORMED|expected the end of the text after the first value",
                "{\"\\ud83d\":1} 2|MALFORMED|expected the end of the text after the first value",
                "{\"a\":1e999}|NUMBER|it is too large for a 64-bit float",
            })
    void whatIsNoObjectAloneIsAFaultAndNothingIsDecided(String text, JsonFault.Kind kind, String what) {
        JsonFault fault = assertThrows(
                JsonFault.class,
                () -> JsonObjectText.read(text.getBytes(UTF_8), cursor -> {
                    firstName(cursor);
                    return () -> fail("decided on " + text);
                }));
        assertEquals(kind, fault.kind());
        assertEquals(what, fault.what());
    }

    private Supplier<String> firstName(JsonCursor cursor) throws JsonFault {
        walkedOver.add(cursor.source());
        ObjectReader walk = ObjectReader.of(cursor);
        String name = String.valueOf(walk.next());
        while (walk.next() != null) {
            // to its end
        }
        return () -> name;
    }
}
