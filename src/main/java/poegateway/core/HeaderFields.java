package poegateway.core;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header fields of one message, in order, each name once. Names are in lower case, and found as they are written. There are few
 * of them, so that looking at all costs less than a table. Immutable.
 */
public final class HeaderFields {
    public static final HeaderFields NONE = new HeaderFields(new String[0]);

    private static final int STEP = 2;

    /** Each name, followed by its value. */
    private final String[] fields;

    private HeaderFields(String[] fields) {
        this.fields = fields;
    }

    /** One field. */
    public static HeaderFields of(String name, String value) {
        return new HeaderFields(new String[] {name, value});
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The value of a field; null where there is none of that name. */
    public @Nullable String get(String name) {
        int at = find(fields, fields.length, name);
        return at < 0 ? null : fields[at + 1];
    }

    /** Takes each name with its value, in order. */
    public void forEach(BiConsumer<String, String> taker) {
        for (int at = 0; at < fields.length; at += STEP) {
            taker.accept(fields[at], fields[at + 1]);
        }
    }

    /** Strings know their hashes, which tell most of them apart at once. */
    private static int find(String[] fields, int length, String name) {
        int hash = name.hashCode();
        for (int at = 0; at < length; at += STEP) {
            if (fields[at].hashCode() == hash && fields[at].equals(name)) {
                return at;
            }
        }
        return -1;
    }

    /** Collects fields. Used up when it has built. */
    public static final class Builder {
        private static final int USUAL = 16;

        private String[] fields = new String[USUAL * STEP];
        private int length;

        private Builder() {}

        /** Puts a field at the end, or in the place of the one of that name. */
        public Builder put(String name, String value) {
            int at = find(fields, length, name);
            if (at < 0) {
                add(name, value);
            } else {
                fields[at + 1] = value;
            }
            return this;
        }

        /** Puts a field at the end, unless there is one of that name. */
        public Builder putIfAbsent(String name, String value) {
            if (find(fields, length, name) < 0) {
                add(name, value);
            }
            return this;
        }

        /** Puts all fields of another message. */
        public Builder putAll(HeaderFields others) {
            others.forEach(this::put);
            return this;
        }

        private void add(String name, String value) {
            if (length == fields.length) {
                fields = Arrays.copyOf(fields, STEP * length);
            }
            fields[length++] = name;
            fields[length++] = value;
        }

        public HeaderFields build() {
            return length == 0 ? NONE : new HeaderFields(Arrays.copyOf(fields, length));
        }
    }
}
