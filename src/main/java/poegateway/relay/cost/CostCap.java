package poegateway.relay.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import poegateway.catalog.ModelCard;
import poegateway.config.LimitsConfig;
import poegateway.core.Caller;
import poegateway.core.failure.CostRefusal;
import poegateway.core.failure.FailureException;
import poegateway.guard.CostLedger;

/** Keeps what the requests of a caller cost together within a limit: each call takes what it counts for before Poe is asked. */
public final class CostCap {
    private static final int CENT_DIGITS = 2;
    private static final int NANODOLLAR_DIGITS_OF_CENT = 7;

    private final CostLedger ledger;
    private final Supplier<LimitsConfig> limits;
    private final BigDecimal unpricedDollars;

    /**
     * A cap.
     *
     * @param limits asked for anew each time, since they may change
     * @param unpricedCents what a call counts for where Poe names no price
     */
    public CostCap(CostLedger ledger, Supplier<LimitsConfig> limits, int unpricedCents) {
        this.ledger = ledger;
        this.limits = limits;
        this.unpricedDollars = BigDecimal.valueOf(unpricedCents, CENT_DIGITS);
    }

    /**
     * Takes the cost of one call.
     *
     * @param model its name as the caller wrote it
     * @throws FailureException with a {@link CostRefusal} when it is too much
     */
    public CostReservation reserve(Caller caller, String model, Optional<ModelCard> card) {
        return reserve(caller, model, card, 1).getFirst();
    }

    /**
     * Takes the cost of several calls, or of none.
     *
     * @return one for each
     * @throws FailureException with a {@link CostRefusal} when they are too much
     */
    public List<CostReservation> reserve(Caller caller, String model, Optional<ModelCard> card, int count) {
        Optional<Integer> limit = caller.costCentsPerDay().or(limits.get()::costCentsPerDay);
        if (limit.isEmpty() || caller.account().callersOwn()) {
            return Collections.nCopies(count, CostReservation.none());
        }
        CallPrice price = new CallPrice(card, unpricedDollars);
        long each = price.reserved();
        long all = each > Long.MAX_VALUE / count ? Long.MAX_VALUE : each * count;
        BigDecimal cents = BigDecimal.valueOf(all, NANODOLLAR_DIGITS_OF_CENT);
        if (cents.compareTo(BigDecimal.valueOf(limit.get())) > 0) {
            throw new FailureException(new CostRefusal.RequestTooDear(
                    model, cents.stripTrailingZeros().toPlainString(), limit.get(), "cost-cents-per-day"));
        }
        CostLedger.Taken taken = ledger.take(caller, all, limit.get());
        return Stream.generate(() -> new CostReservation(taken, price))
                .limit(count)
                .toList();
    }
}
