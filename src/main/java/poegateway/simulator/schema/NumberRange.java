package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a number may be at least and at most.
 *
 * @param aboveLowest whether the lowest itself is excluded
 * @param belowHighest whether the highest itself is excluded
 */
record NumberRange(
        Optional<BigDecimal> lowest, boolean aboveLowest, Optional<BigDecimal> highest, boolean belowHighest) {
    static final NumberRange ALL = new NumberRange(Optional.empty(), false, Optional.empty(), false);

    /** The bounds of one schema; the older form, where the exclusive ones are true or false, is read too. */
    static NumberRange of(JsonNode schema, String place) {
        NumberRange range = ALL;
        boolean above = schema.path("exclusiveMinimum").isBoolean();
        boolean below = schema.path("exclusiveMaximum").isBoolean();
        range = range.and(Keyword.number(schema, "minimum", place), above && flag(schema, "exclusiveMinimum"), true);
        range = range.and(Keyword.number(schema, "maximum", place), below && flag(schema, "exclusiveMaximum"), false);
        range = above ? range : range.and(Keyword.number(schema, "exclusiveMinimum", place), true, true);
        return below ? range : range.and(Keyword.number(schema, "exclusiveMaximum", place), true, false);
    }

    private static boolean flag(JsonNode schema, String keyword) {
        return schema.path(keyword).booleanValue();
    }

    /** Both at once. */
    NumberRange and(NumberRange other) {
        return and(other.lowest, other.aboveLowest, true).and(other.highest, other.belowHighest, false);
    }

    private NumberRange and(Optional<BigDecimal> bound, boolean exclusive, boolean low) {
        if (bound.isEmpty()) {
            return this;
        }
        Optional<BigDecimal> mine = low ? lowest : highest;
        int order = mine.map(own -> bound.get().compareTo(own)).orElse(low ? 1 : -1);
        boolean tighter = low ? order > 0 : order < 0;
        boolean tight = tighter ? exclusive : (order == 0 && exclusive) || (low ? aboveLowest : belowHighest);
        Optional<BigDecimal> kept = tighter ? bound : mine;
        return low
                ? new NumberRange(kept, tight, highest, belowHighest)
                : new NumberRange(lowest, aboveLowest, kept, tight);
    }
}
