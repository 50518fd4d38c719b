package poegateway.config.setting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Values outside what their settings allow; names the settings so that the loader can point at their lines. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofHours(24);

    private final transient List<Refusal> refusals;

    /**
     * One refused value.
     *
     * @param key the setting, relative to the record that refused it, such as {@code port} or {@code keys[1].name}; empty
     *     for the record itself
     * @param expectation what would be right, as the rest of a sentence: {@code must be 0 to 65535}
     * @param other whom to blame instead when nobody wrote the first
     */
    public record Refusal(String key, String expectation, Optional<Refusal> other) {
        public Refusal(String key, String expectation) {
            this(key, expectation, Optional.empty());
        }
    }

    InvalidSetting(List<Refusal> refusals) {
        super(String.join(
                "; ",
                refusals.stream()
                        .map(refusal -> (refusal.key() + " " + refusal.expectation()).strip())
                        .toList()));
        this.refusals = List.copyOf(refusals);
    }

    /** At least one. */
    public List<Refusal> refusals() {
        return refusals;
    }

    public static void unless(boolean right, String key, String expectation) {
        if (!right) {
            throw new InvalidSetting(List.of(new Refusal(key, expectation)));
        }
    }

    /** Refuses the first of two settings that do not go together, or the second if only that one was written. */
    public static void unlessTogether(boolean right, Refusal first, Refusal second) {
        if (!right) {
            throw new InvalidSetting(List.of(new Refusal(first.key(), first.expectation(), Optional.of(second))));
        }
    }

    public static void unlessBetween(int least, int most, int value, String key) {
        unless(value >= least && value <= most, key, "must be " + least + " to " + most);
    }

    public static void unlessBetween(ByteSize least, ByteSize most, ByteSize value, String key) {
        boolean right = value.bytes() >= least.bytes() && value.bytes() <= most.bytes();
        unless(right, key, "must be " + least + " to " + most);
    }

    /** Refuses 0 and anything over a day. */
    public static void unlessPositive(Duration value, String key) {
        boolean right = value.isPositive() && value.compareTo(LONGEST) <= 0;
        unless(right, key, "must be more than 0 and at most " + Durations.print(LONGEST));
    }

    /** Refuses what is negative and anything over a day. */
    public static void unlessZeroOrMore(Duration value, String key) {
        boolean right = !value.isNegative() && value.compareTo(LONGEST) <= 0;
        unless(right, key, "must be 0s to " + Durations.print(LONGEST));
    }
}
