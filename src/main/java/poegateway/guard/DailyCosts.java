package poegateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import poegateway.core.Caller;
import poegateway.core.failure.CostRefusal;
import poegateway.core.failure.FailureException;

/** Costs by the day of UTC, in the memory of this process: after a restart each caller begins anew. */
public final class DailyCosts implements CostLedger {
    private static final int CALLERS_MAX = 10_000;
    private static final int NANODOLLAR_DIGITS_OF_CENT = 7;
    private static final int SHOWN_DIGITS = 2;
    private static final long NANODOLLARS_PER_CENT = 10_000_000;

    private final InstantSource clock;
    private final LoadingCache<String, Sum> callers = Caffeine.newBuilder()
            .maximumSize(CALLERS_MAX)
            .executor(Runnable::run) // its upkeep is short, and waking a thread for it is not
            .build(id -> new Sum());

    public DailyCosts(InstantSource clock) {
        this.clock = clock;
    }

    /** What one caller cost in one day. */
    private static final class Sum {
        private LocalDate day = LocalDate.EPOCH;
        private long nanodollars;

        /** What it would be with so much more; taken only within the limit. */
        synchronized long take(LocalDate today, long more, long limit) {
            if (!day.equals(today)) {
                day = today;
                nanodollars = 0;
            }
            long before = nanodollars;
            if (more <= limit - before) {
                nanodollars = before + more;
            }
            return before;
        }

        /** Whatever is found out later counts for the day on which it was asked for, and for none after it. */
        synchronized void correct(LocalDate then, long more) {
            if (day.equals(then)) {
                nanodollars = Math.max(0, nanodollars + more);
            }
        }
    }

    @Override
    public Taken take(Caller caller, long nanodollars, int limitCents) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Sum sum = callers.get(caller.id());
        long limit = limitCents * NANODOLLARS_PER_CENT;
        long before = sum.take(today, nanodollars, limit);
        if (nanodollars > limit - before) {
            Instant ends = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            throw new FailureException(new CostRefusal.DayTooDear(
                    "the key '" + caller.name() + "'",
                    limitCents,
                    cents(before),
                    cents(nanodollars),
                    Duration.between(now, ends)));
        }
        return more -> sum.correct(today, more);
    }

    private static String cents(long nanodollars) {
        return BigDecimal.valueOf(nanodollars, NANODOLLAR_DIGITS_OF_CENT)
                .setScale(SHOWN_DIGITS, RoundingMode.UP)
                .toPlainString();
    }
}
