package poegateway.dialect;

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
        MemberOffsets valuesAt,
        boolean pictures,
        boolean tools) {
    /** Nothing is known. */
    public static final RequestOutline NONE =
            new RequestOutline(Optional.empty(), Optional.empty(), MemberOffsets.NONE, false, false);

    /** One of a dialect that has the model and its options at the top level; options are put behind the model. */
    public static RequestOutline ofTopLevel(ByteRange model, MemberOffsets valuesAt, boolean pictures, boolean tools) {
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
        return valuesAt.of(name) != MemberOffsets.ABSENT;
    }

    /** Offset of the value of an option that is there. */
    public int valueAt(String name) {
        return valuesAt.of(name);
    }
}
