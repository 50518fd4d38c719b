package poegateway.relay.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import poegateway.catalog.ModelCard;
import poegateway.core.Usage;

/**
 * What one call of a model costs, in billionths of a US dollar.
 *
 * @param card of the model; absent where Poe lists none
 * @param unpriced what it counts for where Poe names no price
 */
record CallPrice(Optional<ModelCard> card, BigDecimal unpriced) {
    private static final int NANODOLLAR_DIGITS = 9;
    private static final BigDecimal NANODOLLARS_MAX = BigDecimal.valueOf(1, -15);

    /** A call that is paid by the token counts for these at first: a short question, and a short answer. */
    private static final Usage RESERVED = new Usage(1_000, 1_000);

    /** What it counts for until it is over. */
    long reserved() {
        return dollars(RESERVED);
    }

    /**
     * What it cost.
     *
     * @param counted by the model; absent where it told nothing
     */
    long of(Optional<Usage> counted) {
        return dollars(counted.orElse(RESERVED));
    }

    private long dollars(Usage counted) {
        BigDecimal dollars = card.flatMap(known -> known.callDollars(counted)).orElse(unpriced);
        return dollars.movePointRight(NANODOLLAR_DIGITS)
                .setScale(0, RoundingMode.UP)
                .min(NANODOLLARS_MAX)
                .longValue();
    }
}
