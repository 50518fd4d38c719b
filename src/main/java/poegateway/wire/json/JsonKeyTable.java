package poegateway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@link JsonKeyScanner} looks for, and the flags that each adds up to, in view of its value. A dialect builds
 * one table of its own; it never changes and is used by all threads.
 */
public final class JsonKeyTable {
    /** Longest key, in bytes. */
    public static final int KEY_BYTES_MAX = 63;

    private static final Key[] NO_KEYS = {};
    private static final int NOTHING = -1;

    /** For each length, one bit for each last byte that a key of it has: most keys of a text are passed over by this alone. */
    private final long[] lastBytes = new long[KEY_BYTES_MAX + 1];

    private final Key[][] byLength = new Key[KEY_BYTES_MAX + 1][];
    private final int escaped;
    private final int located;

    private JsonKeyTable(List<Key> keys, int escaped, int located) {
        Arrays.fill(byLength, NO_KEYS);
        this.escaped = escaped;
        this.located = located;
        keys.forEach(this::add);
    }

    /** A table of these keys; none may stand in it twice. */
    public static JsonKeyTable of(Key... keys) {
        return new JsonKeyTable(List.of(keys), 0, NOTHING);
    }

    /** The same, where a key that is spelled with an escape adds these flags, since it may be any of the others. */
    public JsonKeyTable whenEscaped(int flags) {
        return new JsonKeyTable(keys(), flags, located);
    }

    /** The same, where the scanner notes the place of a member that adds exactly these flags. */
    public JsonKeyTable locating(int flags) {
        return new JsonKeyTable(keys(), escaped, flags);
    }

    /** The key with that spelling, which stands from one offset to before another in an array with a quote before it. */
    @Nullable
    Key find(byte[] bytes, int from, int to) {
        int length = to - from;
        byte last = bytes[to - 1];
        if (length > KEY_BYTES_MAX || ((lastBytes[length] >>> last) & 1) == 0) {
            return null;
        }
        for (Key key : byLength[length]) {
            if (key.is(bytes, from, to)) {
                return key;
            }
        }
        return null;
    }

    int escaped() {
        return escaped;
    }

    int located() {
        return located;
    }

    private List<Key> keys() {
        return Arrays.stream(byLength).flatMap(Arrays::stream).toList();
    }

    private void add(Key key) {
        int length = key.name.length;
        if (find(key.name, 0, length) != null) {
            throw new IllegalArgumentException("the same key twice: " + key);
        }
        List<Key> same = new ArrayList<>(List.of(byLength[length]));
        same.add(key);
        byLength[length] = same.toArray(Key[]::new);
        lastBytes[length] |= 1L << key.name[length - 1];
    }

    /** A key and what it tells: flags for any value, unless there are others for the kind of its value. Immutable. */
    public static final class Key {
        private final byte[] name;
        private final boolean atTopOnly;
        private final int any;
        private final int whenNull;
        private final int whenString;
        private final int whenObjects;

        private Key(byte[] name, boolean atTopOnly, int any, int whenNull, int whenString, int whenObjects) {
            this.name = name;
            this.atTopOnly = atTopOnly;
            this.any = any;
            this.whenNull = whenNull;
            this.whenString = whenString;
            this.whenObjects = whenObjects;
        }

        /** A key that tells these flags whatever its value is, at any depth. */
        public static Key of(String name, int flags) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > KEY_BYTES_MAX) {
                throw new IllegalArgumentException("a key has 1 to " + KEY_BYTES_MAX + " bytes: " + name);
            }
            return new Key(bytes, false, flags, flags, flags, flags);
        }

        /** The same, with other flags for null. */
        public Key whenNull(int flags) {
            return new Key(name, atTopOnly, any, flags, whenString, whenObjects);
        }

        /** The same, with other flags for a string. */
        public Key whenString(int flags) {
            return new Key(name, atTopOnly, any, whenNull, flags, whenObjects);
        }

        /** The same, with other flags for an array whose first element is an object. */
        public Key whenObjects(int flags) {
            return new Key(name, atTopOnly, any, whenNull, whenString, flags);
        }

        /** The same, that tells nothing but as a member of the outermost object. */
        public Key atTopOnly() {
            return new Key(name, true, any, whenNull, whenString, whenObjects);
        }

        boolean tellsAt(int depth) {
            return depth == 1 || !atTopOnly;
        }

        int any() {
            return any;
        }

        int whenNull() {
            return whenNull;
        }

        int whenString() {
            return whenString;
        }

        int whenObjects() {
            return whenObjects;
        }

        private boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(bytes, from, to, name, 0, name.length);
        }

        @Override
        public String toString() {
            return new String(name, StandardCharsets.UTF_8);
        }
    }
}
