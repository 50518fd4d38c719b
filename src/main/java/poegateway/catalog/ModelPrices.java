package poegateway.catalog;

import java.util.Optional;

/**
 * Prices in US dollars, as the decimal numbers that Poe writes; absent where Poe names none.
 *
 * @param prompt of one token of the prompt
 * @param completion of one token of the answer
 * @param image of one picture
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
}
