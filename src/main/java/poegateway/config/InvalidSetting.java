package poegateway.config;

import java.time.Duration;

/** A value outside what its setting allows; names the setting so that the loader can point at its line. */
final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofHours(24);

    private final String key;
    private final String expectation;

    private InvalidSetting(String key, String expectation) {
        super(key + " " + expectation);
        this.key = key;
        this.expectation = expectation;
    }

    /** Key of the setting, relative to the record that refused it. */
    String key() {
        return key;
    }

    /** What would be right, as the rest of a sentence: {@code must be 0 to 65535}. */
    String expectation() {
        return expectation;
    }

    static void unless(boolean right, String key, String expectation) {
        if (!right) {
            throw new InvalidSetting(key, expectation);
        }
    }

    static void unlessBetween(int least, int most, int value, String key) {
        unless(value >= least && value <= most, key, "must be " + least + " to " + most);
    }

    static void unlessBetween(ByteSize least, ByteSize most, ByteSize value, String key) {
        boolean right = value.bytes() >= least.bytes() && value.bytes() <= most.bytes();
        unless(right, key, "must be " + least + " to " + most);
    }

    /** Refuses 0 and anything over a day. */
    static void unlessPositive(Duration value, String key) {
        boolean right = value.isPositive() && value.compareTo(LONGEST) <= 0;
        unless(right, key, "must be more than 0 and at most " + Durations.print(LONGEST));
    }

    /** Refuses what is negative and anything over a day. */
    static void unlessZeroOrMore(Duration value, String key) {
        boolean right = !value.isNegative() && value.compareTo(LONGEST) <= 0;
        unless(right, key, "must be 0s to " + Durations.print(LONGEST));
    }
}
