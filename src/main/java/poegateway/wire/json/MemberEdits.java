package poegateway.wire.json;

/**
 * Decides what happens to the text between the members of one object, so that commas come out right whatever goes,
 * stays or comes. Called for each member in the order of the text. Where two members that stay were neighbours, the
 * text between them is not touched.
 */
final class MemberEdits {
    private static final byte[] COMMA = {','};
    private static final byte[] NOTHING = {};

    private final JsonEdits.Builder edits;
    private int cursor;
    private boolean holdsMembers;
    private String pending = "";

    /**
     * @param afterOpen offset after the opening brace
     */
    MemberEdits(JsonEdits.Builder edits, int afterOpen) {
        this.edits = edits;
        this.cursor = afterOpen;
    }

    void keep(int start, int end) {
        if (!pending.isEmpty()) {
            edits.replace(cursor, start, holdsMembers ? COMMA : NOTHING, pending);
            pending = "";
        }
        holdsMembers = true;
        cursor = end;
    }

    void drop(int end, String id) {
        edits.remove(cursor, end, id);
        cursor = end;
        pending = id;
    }

    /** Crosses a bracket that goes: the members inside join those outside. */
    void unwrap(String id) {
        pending = id;
    }

    /** Puts a member after those that came so far. */
    void add(byte[] member, String id) {
        byte[] text = member;
        if (holdsMembers) {
            text = new byte[member.length + 1];
            text[0] = ',';
            System.arraycopy(member, 0, text, 1, member.length);
        } else {
            pending = id;
        }
        edits.insert(cursor, text, id);
        holdsMembers = true;
    }

    /**
     * @param close offset of the closing brace
     */
    void close(int close) {
        if (!pending.isEmpty() && cursor < close) {
            edits.remove(cursor, close, pending);
        }
    }
}
