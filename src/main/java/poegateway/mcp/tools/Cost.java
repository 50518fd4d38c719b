package poegateway.mcp.tools;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.catalog.ModelCard;
import poegateway.core.Usage;

/** What answers cost by Poe's list of prices; an estimate, since Poe's counts are. */
final class Cost {
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?");

    private Cost() {}

    /** In US dollars; empty where Poe lists no price. */
    static Optional<String> dollars(Usage counted, Optional<ModelCard> card) {
        Optional<BigDecimal> prompt = card.flatMap(known -> price(known.prices().prompt()));
        Optional<BigDecimal> completion =
                card.flatMap(known -> price(known.prices().completion()));
        BigDecimal request =
                card.flatMap(known -> price(known.prices().request())).orElse(BigDecimal.ZERO);
        if (prompt.isEmpty() || completion.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = prompt.get()
                .multiply(BigDecimal.valueOf(counted.inputTokens()))
                .add(completion.get().multiply(BigDecimal.valueOf(counted.outputTokens())))
                .add(request);
        return Optional.of(plain(sum));
    }

    /** A price as a number. */
    static Optional<BigDecimal> price(Optional<String> written) {
        return written.filter(text -> PRICE.matcher(text).matches()).map(BigDecimal::new);
    }

    static String plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }
}
