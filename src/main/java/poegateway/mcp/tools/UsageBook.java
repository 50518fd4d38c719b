package poegateway.mcp.tools;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import poegateway.core.Ticker;
import poegateway.core.Usage;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.Versioned;
import poegateway.keep.WriteResult;

/** What each caller has used through tools, by model, until it uses nothing for a day. */
final class UsageBook {
    private static final String ID = "usage";
    private static final int MODELS_MAX = 200;
    private static final int MODEL_CHARS_MAX = 100;
    private static final String OTHERS = "others";
    private static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofDays(1),
            StoreLimits.Expiry.FIXED,
            new StoreLimits.Cap(1, 1),
            new StoreLimits.Cap(10_000, 10_000));

    private final OwnedStore<Map<String, Sum>> kept;

    /**
     * What was used of one model.
     *
     * @param dollars by Poe's prices, where it lists some
     */
    record Sum(long requests, long promptTokens, long completionTokens, BigDecimal dollars) {
        static final Sum NOTHING = new Sum(0, 0, 0, BigDecimal.ZERO);

        Sum plus(Sum more) {
            return new Sum(
                    requests + more.requests,
                    promptTokens + more.promptTokens,
                    completionTokens + more.completionTokens,
                    dollars.add(more.dollars));
        }
    }

    UsageBook(Ticker ticker) {
        this.kept = new MemoryStore<>(LIMITS, sums -> 1, ticker);
    }

    /** One more request was answered. */
    void add(String owner, String model, Optional<Usage> counted, Optional<Cost> cost) {
        Sum more = new Sum(
                1,
                counted.map(Usage::inputTokens).orElse(0L),
                counted.map(Usage::outputTokens).orElse(0L),
                cost.map(Cost::dollars).orElse(BigDecimal.ZERO));
        while (!added(owner, model, more)) {
            Thread.onSpinWait(); // another call of this caller was quicker
        }
    }

    private boolean added(String owner, String model, Sum more) {
        Optional<Versioned<Map<String, Sum>>> before = kept.get(owner, ID);
        Map<String, Sum> sums = new TreeMap<>(before.map(Versioned::value).orElse(Map.of()));
        boolean fits = model.length() <= MODEL_CHARS_MAX && (sums.containsKey(model) || sums.size() < MODELS_MAX);
        sums.merge(fits ? model : OTHERS, more, Sum::plus);
        Map<String, Sum> after = Map.copyOf(sums);
        WriteResult<Map<String, Sum>> written = before.isPresent()
                ? kept.replace(owner, ID, before.get().version(), after)
                : kept.create(owner, ID, after);
        return written instanceof WriteResult.Written;
    }

    /** By model. */
    Map<String, Sum> of(String owner) {
        return new TreeMap<>(kept.get(owner, ID).map(Versioned::value).orElse(Map.of()));
    }
}
