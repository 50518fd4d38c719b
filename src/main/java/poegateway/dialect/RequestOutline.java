package poegateway.dialect;

import java.util.Arrays;
import java.util.Optional;
import poegateway.wire.ByteRange;

/**
 * Where the gateway finds in a request what it may judge or change by what is known of the model.
 *
 * @param modelAt the name of the model, quotes included; absent where the dialect has it elsewhere
 * @param optionsAt where further options of the model may be put; absent where they may not
 * @param valuesAt offset of the value of each option by name: of the members at the top level, or of those in which a dialect has
 *     the options of models; as a rule without those that are null
 * @param pictures whether there are pictures in it
 * @param tools whether there are tools in it
 */
public record RequestOutline(
        Optional<ByteRange> modelAt,
        Optional<OptionsPlace> optionsAt,
        Offsets valuesAt,
        boolean pictures,
        boolean tools) {
    /** Nothing is known. */
    public static final RequestOutline NONE =
            new RequestOutline(Optional.empty(), Optional.empty(), Offsets.NONE, false, false);

    /** One of a dialect that has the model and its options at the top level; options are put behind the model. */
    public static RequestOutline ofTopLevel(ByteRange model, Offsets valuesAt, boolean pictures, boolean tools) {
        OptionsPlace behind = new OptionsPlace(new ByteRange(model.to(), model.to()), ",", "");
        return new RequestOutline(Optional.of(model), Optional.of(behind), valuesAt, pictures, tools);
    }

    /**
     * A place for members of an object.
     *
     * @param range of what they replace; often nothing
     * @param before what stands before the first of them
     * @param after what stands after the last of them
     */
    public record OptionsPlace(ByteRange range, String before, String after) {
        /** What stands there with these members, which have commas between them. */
        public String text(String members) {
            return before + members + after;
        }
    }

    /** Whether there is an option of that name. */
    public boolean has(String name) {
        return valuesAt.of(name) != Offsets.ABSENT;
    }

    /** Offset of the value of an option that is there. */
    public int valueAt(String name) {
        return valuesAt.of(name);
    }

    /** Where the values of some members stand in a text, by their names. There are few, and few are asked for. Immutable. */
    public static final class Offsets {
        public static final Offsets NONE = new Offsets(new String[0], new int[0]);

        /** There is no such member. */
        public static final int ABSENT = -1;

        private final String[] names;
        private final int[] offsets;

        private Offsets(String[] names, int[] offsets) {
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

            public Offsets build() {
                return new Offsets(Arrays.copyOf(names, count), Arrays.copyOf(offsets, count));
            }
        }
    }
}
