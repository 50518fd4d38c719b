package poegateway.dialect;

import java.util.Arrays;

/** Where the values of some members stand in a text, by their names. There are few, and few are asked for. Immutable. */
public final class MemberOffsets {
    public static final MemberOffsets NONE = new MemberOffsets(new String[0], new int[0]);

    /** There is no such member. */
    public static final int ABSENT = -1;

    private final String[] names;
    private final int[] offsets;

    private MemberOffsets(String[] names, int[] offsets) {
        this.names = names;
        this.offsets = offsets;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Offset of the value of a member, or {@link #ABSENT}. */
    public int of(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return offsets[i];
            }
        }
        return ABSENT;
    }

    /** Whether there is no member at all. */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** Collects them; of two that have one name, the first counts. */
    public static final class Builder {
        private static final int USUAL = 8;

        private String[] names = new String[USUAL];
        private int[] offsets = new int[USUAL];
        private int count;

        private Builder() {}

        public void add(String name, int offset) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            names[count] = name;
            offsets[count] = offset;
            count++;
        }

        public MemberOffsets build() {
            return new MemberOffsets(Arrays.copyOf(names, count), Arrays.copyOf(offsets, count));
        }
    }
}
