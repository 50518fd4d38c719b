package poegateway.config.setting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at all parts of a record before it refuses any, so that one load finds every fault. */
public final class Checks {
    private final List<InvalidSetting.Refusal> refusals = new ArrayList<>();

    /** Refuses this key unless it is right. */
    public Checks that(boolean right, String key, String expectation) {
        if (!right) {
            refusals.add(new InvalidSetting.Refusal(key, expectation));
        }
        return this;
    }

    public Checks between(int least, int most, Optional<Integer> value, String key) {
        boolean right = value.isEmpty() || (value.get() >= least && value.get() <= most);
        return that(right, key, "must be " + least + " to " + most);
    }

    /** Refuses each item that repeats an earlier one: {@code keys[2].name}. */
    public Checks distinct(List<?> values, String list, String part, String expectation) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            that(seen.add(values.get(i)), list + "[" + i + "]" + part, expectation);
        }
        return this;
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidSetting with everything that was refused, if there is anything
     */
    public void done() {
        if (!refusals.isEmpty()) {
            throw new InvalidSetting(refusals);
        }
    }
}
