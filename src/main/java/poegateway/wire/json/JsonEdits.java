package poegateway.wire.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Byte-range edits of one JSON text: what lies between them leaves exactly as it came. Offsets are those of the array
 * that holds the text. Immutable.
 */
public final class JsonEdits {
    public static final JsonEdits NONE = new JsonEdits(List.of());

    private final List<Edit> edits;

    private JsonEdits(List<Edit> edits) {
        this.edits = edits;
    }

    public static Builder builder() {
        return new Builder();
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /** Names of the edits, each once, in the order of their places. */
    public List<String> ids() {
        return switch (edits.size()) {
            case 0 -> List.of();
            case 1 -> List.of(edits.getFirst().id);
            default -> distinctIds();
        };
    }

    private List<String> distinctIds() {
        List<String> ids = new ArrayList<>(edits.size());
        for (Edit edit : edits) {
            if (!ids.contains(edit.id)) {
                ids.add(edit.id);
            }
        }
        return ids;
    }

    /** Length of the text after the edits, in bytes. */
    public long lengthAfter(int sourceLength) {
        long length = sourceLength;
        for (Edit edit : edits) {
            length += edit.bytes.length - (edit.to - edit.from);
        }
        return length;
    }

    public byte[] apply(byte[] source) {
        return apply(source, 0, source.length);
    }

    /** Applies the edits to a text that lies in a part of an array; all edits must lie in that part. */
    public byte[] apply(byte[] source, int from, int to) {
        byte[] edited = new byte[Math.toIntExact(lengthAfter(to - from))];
        int read = from;
        int written = 0;
        for (Edit edit : edits) {
            int kept = edit.from - read;
            System.arraycopy(source, read, edited, written, kept);
            System.arraycopy(edit.bytes, 0, edited, written + kept, edit.bytes.length);
            written += kept + edit.bytes.length;
            read = edit.to;
        }
        System.arraycopy(source, read, edited, written, to - read);
        return edited;
    }

    /** The same edits for a copy of the text that lies elsewhere. */
    public JsonEdits moved(int byBytes) {
        if (edits.isEmpty()) {
            return this;
        }
        return new JsonEdits(edits.stream()
                .map(edit -> new Edit(edit.from + byBytes, edit.to + byBytes, edit.bytes, edit.id))
                .toList());
    }

    /** A builder that holds these edits. */
    public Builder toBuilder() {
        return new Builder().addAll(this);
    }

    /** Writes the edited text; what stays is written straight from the source. */
    public void writeTo(byte[] source, OutputStream out) throws IOException {
        int read = 0;
        for (Edit edit : edits) {
            if (edit.from > read) {
                out.write(source, read, edit.from - read);
            }
            if (edit.bytes.length > 0) {
                out.write(edit.bytes, 0, edit.bytes.length);
            }
            read = edit.to;
        }
        if (read < source.length) {
            out.write(source, read, source.length - read);
        }
    }

    private static final class Edit {
        private final int from;
        private final int to;
        private final byte[] bytes;
        private final String id;

        Edit(int from, int to, byte[] bytes, String id) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
            this.id = id;
        }
    }

    /** Collects edits; those of nested objects may come before those of the object around them. */
    public static final class Builder {
        private static final byte[] NOTHING = {};

        private final List<Edit> edits = new ArrayList<>();

        private Builder() {}

        /**
         * Puts bytes in the place of a range.
         *
         * @param from offset of the first byte that goes
         * @param to offset after the last one; equal to {@code from} when nothing goes
         * @param id name of the edit, see {@link JsonEdits#ids()}
         */
        public Builder replace(int from, int to, byte[] bytes, String id) {
            if (from > to) {
                throw new IllegalArgumentException("an edit from " + from + " to " + to);
            }
            edits.add(new Edit(from, to, bytes, id));
            return this;
        }

        public Builder remove(int from, int to, String id) {
            return replace(from, to, NOTHING, id);
        }

        /** Inserts at one place follow each other in the order of these calls. */
        public Builder insert(int at, byte[] bytes, String id) {
            return replace(at, at, bytes, id);
        }

        public Builder addAll(JsonEdits more) {
            edits.addAll(more.edits);
            return this;
        }

        public JsonEdits build() {
            if (edits.isEmpty()) {
                return NONE;
            }
            List<Edit> sorted = new ArrayList<>(edits);
            sorted.sort(Comparator.<Edit>comparingInt(edit -> edit.from).thenComparingInt(edit -> edit.to));
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i).from < sorted.get(i - 1).to) {
                    throw new IllegalStateException("two edits overlap at byte " + sorted.get(i).from);
                }
            }
            return new JsonEdits(List.copyOf(sorted));
        }
    }
}
