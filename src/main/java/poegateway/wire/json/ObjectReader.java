package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of one object and collects what is to happen to them; the edits are written when the whole
 * object is known. The cursor must stand on the opening brace. After {@link #next()} it stands on the member's value,
 * which the caller may walk over or leave.
 */
public final class ObjectReader {
    private static final int FEW_MEMBERS = 16;

    private final JsonCursor cursor;
    private final boolean keysMustDiffer;
    private final int afterOpen;
    private final List<Member> members = new ArrayList<>();
    private final List<Addition> additions = new ArrayList<>();
    private Set<String> names = Set.of();
    private int close;

    private ObjectReader(JsonCursor cursor, boolean keysMustDiffer) {
        this.cursor = cursor;
        this.keysMustDiffer = keysMustDiffer;
        this.afterOpen = cursor.start() + 1;
    }

    public static ObjectReader of(JsonCursor cursor) {
        return new ObjectReader(cursor, false);
    }

    /** A walk that refuses a key that comes twice. */
    public static ObjectReader withoutDuplicates(JsonCursor cursor) {
        return new ObjectReader(cursor, true);
    }

    /** Moves to the next member and gives its name; null at the closing brace. */
    public @Nullable String next() throws JsonFault {
        if (!members.isEmpty()) {
            cursor.skip();
        }
        JsonToken token = cursor.need();
        int start = cursor.start();
        if (!members.isEmpty()) {
            members.getLast().end = Json.endOfValueBefore(cursor.source(), start);
        }
        if (token == JsonToken.END_OBJECT) {
            close = start;
            return null;
        }
        String name = cursor.name();
        if (keysMustDiffer && has(name)) {
            throw cursor.fault(JsonFault.Kind.DUPLICATE_KEY, "the same key appears twice in one object");
        }
        members.add(new Member(name, start));
        cursor.need();
        return name;
    }

    /** Number of the member at hand, to name it later. */
    public int member() {
        return members.size() - 1;
    }

    /** Takes a member out. */
    public void drop(int member, String id) {
        members.get(member).droppedAs = id;
    }

    /** Gives a member another key; the name must need no escapes. */
    public void rename(int member, String name, String id) {
        members.get(member).newName = name;
        members.get(member).renamedAs = id;
    }

    /** Takes the braces of a member's object away, so that its members join this object. */
    public void unwrap(int member, ObjectReader inner, String id) {
        members.get(member).inner = inner;
        members.get(member).droppedAs = id;
    }

    /** Puts a new member right after one that stays. */
    public void addAfter(int member, String text, String id) {
        additions.add(new Addition(member, text, id));
    }

    /** Puts a new member at the end. */
    public void add(String text, String id) {
        addAfter(Integer.MAX_VALUE, text, id);
    }

    /** Writes the edits of this object; those of values inside are written by whoever walked there. */
    public void writeTo(JsonEdits.Builder edits) {
        MemberEdits gaps = new MemberEdits(edits, afterOpen);
        visit(gaps, edits);
        gaps.close(close);
    }

    private void visit(MemberEdits gaps, JsonEdits.Builder edits) {
        for (int i = 0; i < members.size(); i++) {
            visit(members.get(i), gaps, edits);
            addThoseAfter(i, gaps);
        }
        addThoseAfter(Integer.MAX_VALUE, gaps);
    }

    private void visit(Member member, MemberEdits gaps, JsonEdits.Builder edits) {
        String droppedAs = member.droppedAs;
        ObjectReader inner = member.inner;
        if (droppedAs == null) {
            gaps.keep(member.start, member.end);
            renameIn(edits, member);
        } else if (inner == null) {
            gaps.drop(member.end, droppedAs);
        } else {
            gaps.unwrap(droppedAs);
            inner.visit(gaps, edits);
            gaps.unwrap(droppedAs);
        }
    }

    private void renameIn(JsonEdits.Builder edits, Member member) {
        String name = member.newName;
        if (name != null) {
            byte[] key = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
            edits.replace(member.start, Json.endOfString(cursor.source(), member.start), key, member.renamedAs);
        }
    }

    private void addThoseAfter(int member, MemberEdits gaps) {
        if (additions.isEmpty()) {
            return;
        }
        for (Addition addition : additions) {
            if (addition.after == member) {
                gaps.add(addition.text.getBytes(StandardCharsets.UTF_8), addition.id);
            }
        }
    }

    private boolean has(String name) {
        if (members.size() < FEW_MEMBERS) {
            for (Member member : members) {
                if (member.name.equals(name)) {
                    return true;
                }
            }
            return false;
        }
        if (names.isEmpty()) {
            names = new HashSet<>();
            members.forEach(member -> names.add(member.name));
        }
        return !names.add(name);
    }

    private record Addition(int after, String text, String id) {}

    private static final class Member {
        private final String name;
        private final int start;
        private int end;
        private @Nullable String droppedAs;
        private @Nullable ObjectReader inner;
        private @Nullable String newName;
        private String renamedAs = "";

        Member(String name, int start) {
            this.name = name;
            this.start = start;
        }
    }
}
