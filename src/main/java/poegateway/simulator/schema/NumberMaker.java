package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** Makes numbers: the least that is allowed, else 1 or 1.5, and others from there on. */
final class NumberMaker {
    private static final BigDecimal USUAL = new BigDecimal("1.5");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** Parts that a bounded range is cut into; divides without a remainder. */
    private static final BigDecimal PARTS = BigDecimal.valueOf(128);

    private NumberMaker() {}

    /** The number of that variant, from 0; whether it fits is for the check to say. */
    static JsonNode make(Conjunction all, boolean whole, int variant, String place) {
        NumberRange range = NumberRange.ALL;
        Optional<BigDecimal> step = whole ? Optional.of(BigDecimal.ONE) : Optional.empty();
        for (JsonNode member : all.members()) {
            range = range.and(NumberRange.of(member, place));
            Optional<BigDecimal> further = ScalarCheck.step(member, place);
            step = step.isPresent() && further.isPresent()
                    ? Optional.of(common(step.get(), further.get()))
                    : step.or(() -> further);
        }
        return Values.node(step.isPresent() ? multiple(range, step.get(), variant) : fraction(range, variant));
    }

    private static BigDecimal multiple(NumberRange range, BigDecimal step, int variant) {
        BigDecimal first = step;
        if (range.lowest().isPresent()) {
            first = rounded(range.lowest().get(), step, RoundingMode.CEILING);
            boolean excluded =
                    range.aboveLowest() && first.compareTo(range.lowest().get()) == 0;
            first = excluded ? first.add(step) : first;
        } else if (range.highest().isPresent() && step.compareTo(range.highest().get()) > 0) {
            first = rounded(range.highest().get(), step, RoundingMode.FLOOR);
            boolean excluded =
                    range.belowHighest() && first.compareTo(range.highest().get()) == 0;
            first = excluded ? first.subtract(step) : first;
        }
        BigDecimal further = step.multiply(BigDecimal.valueOf(variant));
        BigDecimal above = first.add(further);
        boolean tooHigh =
                range.highest().isPresent() && above.compareTo(range.highest().get()) > 0;
        return tooHigh && range.lowest().isEmpty() ? first.subtract(further) : above;
    }

    private static BigDecimal rounded(BigDecimal number, BigDecimal step, RoundingMode mode) {
        return number.divide(step, 0, mode).multiply(step);
    }

    private static BigDecimal fraction(NumberRange range, int variant) {
        BigDecimal places = BigDecimal.valueOf(variant);
        if (range.lowest().isPresent()) {
            BigDecimal lowest = range.lowest().get();
            BigDecimal part = range.highest()
                    .map(highest -> highest.subtract(lowest).divide(PARTS))
                    .orElse(HALF);
            return lowest.add(part.multiply(range.aboveLowest() ? places.add(BigDecimal.ONE) : places));
        }
        BigDecimal highest = range.highest().orElse(USUAL);
        boolean usual = range.highest().isEmpty() || highest.compareTo(USUAL) > 0;
        if (usual) {
            BigDecimal above = USUAL.add(HALF.multiply(places));
            return range.highest().isEmpty() || above.compareTo(highest) < 0
                    ? above
                    : USUAL.subtract(HALF.multiply(places));
        }
        return highest.subtract(HALF.multiply(range.belowHighest() ? places.add(BigDecimal.ONE) : places));
    }

    /** The least number that is a multiple of both. */
    private static BigDecimal common(BigDecimal one, BigDecimal other) {
        int scale = Math.max(0, Math.max(one.scale(), other.scale()));
        BigInteger first = one.setScale(scale).unscaledValue();
        BigInteger second = other.setScale(scale).unscaledValue();
        return new BigDecimal(first.divide(first.gcd(second)).multiply(second), scale);
    }
}
