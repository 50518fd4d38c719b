package poegateway.guard;

import poegateway.core.Caller;

/** What callers cost. It is taken before Poe is asked, and put right once it is known. Safe for all threads. */
public interface CostLedger {
    /**
     * Takes what is about to be asked for, if the caller stays within its limit with it.
     *
     * @param nanodollars what it counts for, in billionths of a US dollar
     * @param limitCents what the caller may cost in a period, in US cents
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.CostRefusal.DayTooDear} when there is no room;
     *     nothing is taken then
     */
    Taken take(Caller caller, long nanodollars, int limitCents);

    /** What was taken. */
    @FunctionalInterface
    interface Taken {
        /** It is so much more than was taken, or less if negative, in billionths of a US dollar. */
        void correct(long nanodollars);
    }
}
