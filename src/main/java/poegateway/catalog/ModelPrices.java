package poegateway.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.core.Usage;

/**
 * Prices in US dollars, as the decimal numbers that Poe writes; absent where Poe names none.
 *
 * @param prompt of one token of the prompt
 * @param completion of one token of the answer
 * @param image of one picture, or of a token of one
 * @param request of one request
 * @param cacheRead of one token of the prompt that is read from a cache
 * @param cacheWrite of one token of the prompt that is written to a cache
 */
public record ModelPrices(
        Optional<String> prompt,
        Optional<String> completion,
        Optional<String> image,
        Optional<String> request,
        Optional<String> cacheRead,
        Optional<String> cacheWrite) {
    /** Nothing is known. */
    public static final ModelPrices UNKNOWN = new ModelPrices(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final BigDecimal DOLLARS_OF_POINT = new BigDecimal("0.00003");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?");

    /** Of one request in US dollars, beside what its tokens cost; empty where Poe names none. */
    public Optional<BigDecimal> requestDollars() {
        return dollars(request);
    }

    /** What so many tokens cost in US dollars; empty where Poe does not say what both kinds cost. */
    public Optional<BigDecimal> tokensDollars(Usage counted) {
        return dollars(prompt)
                .flatMap(input -> dollars(completion)
                        .map(output -> input.multiply(BigDecimal.valueOf(counted.inputTokens()))
                                .add(output.multiply(BigDecimal.valueOf(counted.outputTokens())))));
    }

    /** Points of a Poe account that so many US dollars are, rounded up: prices for a request are multiples of a point's. */
    public static long points(BigDecimal dollars) {
        return dollars.divide(DOLLARS_OF_POINT, 0, RoundingMode.UP).longValue();
    }

    /** A price as a number; empty where it is none. */
    public static Optional<BigDecimal> dollars(Optional<String> written) {
        return written.filter(text -> NUMBER.matcher(text).matches()).map(BigDecimal::new);
    }
}
