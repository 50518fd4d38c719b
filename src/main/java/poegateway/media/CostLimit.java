package poegateway.media;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import poegateway.catalog.ModelCard;
import poegateway.core.failure.CostRefusal;
import poegateway.core.failure.FailureException;

/**
 * What one request may cost, by Poe's prices for a request.
 *
 * @param cents at most, in US cents; absent for no limit
 * @param unpricedCents what a request counts for where Poe names no price
 */
public record CostLimit(Optional<Integer> cents, int unpricedCents) {
    private static final BigDecimal CENTS_PER_DOLLAR = BigDecimal.valueOf(100);
    private static final int SHOWN_DIGITS = 2;

    /**
     * Lets a request pass that costs no more.
     *
     * @param count how many calls of the model it takes
     * @param model its name as the caller wrote it
     * @throws FailureException with {@link CostRefusal.RequestTooDear}
     */
    public void check(String model, int count, Optional<ModelCard> card) {
        if (cents.isEmpty()) {
            return;
        }
        BigDecimal each = card.flatMap(known -> known.prices().requestDollars())
                .map(CENTS_PER_DOLLAR::multiply)
                .orElse(BigDecimal.valueOf(unpricedCents));
        BigDecimal cost = each.multiply(BigDecimal.valueOf(count));
        if (cost.compareTo(BigDecimal.valueOf(cents.get())) > 0) {
            String shown = cost.setScale(SHOWN_DIGITS, RoundingMode.UP)
                    .stripTrailingZeros()
                    .toPlainString();
            throw new FailureException(
                    new CostRefusal.RequestTooDear(model, shown, cents.get(), "media.cost-limit-cents"));
        }
    }
}
