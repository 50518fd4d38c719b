package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonKeyTableTest {
    @Test
    void everyKeyIsFoundAndNothingThatIsLikeIt() {
        String longest = "k".repeat(JsonKeyTable.KEY_BYTES_MAX);
        String[] names = {"a", "q", "ab", "bb", "aB", "usage", "usege", "\u00e4", longest};
        JsonKeyTable.Key[] keys = IntStream.range(0, names.length)
                .mapToObj(i -> JsonKeyTable.Key.of(names[i], i + 1))
                .toArray(JsonKeyTable.Key[]::new);
        JsonKeyTable table = JsonKeyTable.of(keys);
        for (int i = 0; i < names.length; i++) {
            assertEquals(i + 1, told(table, names[i]), names[i]);
        }
        for (String other :
                new String[] {"", "b", "A", "!", "ba", "Ab", "usagE", "osage", "usag", "\u00e5", longest + "k"}) {
            assertNull(find(table, other), other);
        }
    }

    @Test
    void whatATableAlsoTellsLeavesItsKeysAlone() {
        JsonKeyTable keys = JsonKeyTable.of(JsonKeyTable.Key.of("a", 1), JsonKeyTable.Key.of("bc", 2));
        JsonKeyTable more = keys.whenEscaped(4).locating(2);
        assertEquals(4, more.escaped());
        assertEquals(2, more.located());
        assertEquals(0, keys.escaped());
        assertEquals(4, keys.locating(1).whenEscaped(4).escaped());
        assertEquals(1, keys.locating(1).whenEscaped(4).located());
        for (JsonKeyTable table : Arrays.asList(keys, more)) {
            assertEquals(1, told(table, "a"));
            assertEquals(2, told(table, "bc"));
        }
    }

    @Test
    void aKeyTellsByTheKindOfItsValue() {
        JsonKeyTable.Key plain = JsonKeyTable.Key.of("a", 1);
        JsonKeyTable.Key full = plain.whenNull(2).whenString(3).whenObjects(4).atTopOnly();
        for (JsonKeyTable.Key key : new JsonKeyTable.Key[] {
            full, plain.atTopOnly().whenObjects(4).whenString(3).whenNull(2)
        }) {
            assertEquals(1, key.any());
            assertEquals(2, key.whenNull());
            assertEquals(3, key.whenString());
            assertEquals(4, key.whenObjects());
            assertTrue(key.tellsAt(1));
            assertFalse(key.tellsAt(2));
        }
        assertEquals(1, plain.whenNull());
        assertEquals(1, plain.whenString());
        assertEquals(1, plain.whenObjects());
        assertTrue(plain.tellsAt(2));
    }

    @Test
    void keysThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> JsonKeyTable.Key.of("", 1));
        String tooLong = "k".repeat(JsonKeyTable.KEY_BYTES_MAX + 1);
        assertThrows(IllegalArgumentException.class, () -> JsonKeyTable.Key.of(tooLong, 1));
        JsonKeyTable.Key[] twice = {JsonKeyTable.Key.of("abc", 1), JsonKeyTable.Key.of("abc", 2)};
        IllegalArgumentException same = assertThrows(IllegalArgumentException.class, () -> JsonKeyTable.of(twice));
        assertEquals("the same key twice: abc", same.getMessage());
    }

    private static int told(JsonKeyTable table, String name) {
        JsonKeyTable.Key key = find(table, name);
        return key == null ? -1 : key.any();
    }

    private static JsonKeyTable.@Nullable Key find(JsonKeyTable table, String name) {
        byte[] quoted = ("\"" + name + "\"").getBytes(UTF_8);
        return table.find(quoted, 1, quoted.length - 1);
    }
}
