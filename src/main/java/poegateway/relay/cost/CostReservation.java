package poegateway.relay.cost;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.core.failure.Failure;
import poegateway.guard.CostLedger;
import poegateway.meter.Operation;
import poegateway.meter.OperationEnd;

/**
 * What one call of a model counts for until its cost is known. It is put right when the call ends, or given back when there is none.
 * Safe for all threads.
 */
public final class CostReservation implements AutoCloseable {
    private static final CostReservation NONE =
            new CostReservation(more -> {}, new CallPrice(Optional.empty(), BigDecimal.ZERO));

    static {
        NONE.close();
    }

    private final CostLedger.Taken taken;
    private final CallPrice price;
    private final AtomicBoolean bound = new AtomicBoolean();

    /** Of nothing, for a caller without a limit. */
    static CostReservation none() {
        return NONE;
    }

    CostReservation(CostLedger.Taken taken, CallPrice price) {
        this.taken = taken;
        this.price = price;
    }

    /** The call that it is for; the first one counts. */
    public void bind(Operation operation) {
        if (!bound.get() && !bound.getAndSet(true)) { // that of nothing is shared by all requests, and only read
            operation.onEnd(this::settle);
        }
    }

    /** A call that Poe does not bill costs nothing; one that it may bill counts for all that it may have cost. */
    private void settle(OperationEnd end) {
        boolean billed =
                end.attempts() > 0 && end.failure().map(Failure::mayBeBilled).orElse(true);
        taken.correct((billed ? price.of(end.usage()) : 0) - price.reserved());
    }

    /** Gives it back, if it is for no call. */
    @Override
    public void close() {
        if (!bound.getAndSet(true)) {
            taken.correct(-price.reserved());
        }
    }
}
