package poegateway.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Beginnings of prompts that were read lately, for each key and model: tools, then message by message. A beginning is known again
 * when all of its bytes are the same. Safe for use from many threads.
 */
public final class PrefixCache {
    /** How long a beginning is known after it was last read. */
    static final Duration KEPT = Duration.ofMinutes(5);
    /** Tokens of the shortest beginning that is kept. */
    static final long MIN_TOKENS = 1_024;
    /** Most beginnings, of all keys and models together; the longest unread is dropped first. */
    static final int PREFIXES_KEPT = 10_000;
    /** So many parts back from a mark a beginning is looked for. */
    static final int LOOKBACK_PARTS = 20;

    private final InstantSource clock;
    /** When each was last read, the longest unread first. */
    private final Map<String, Instant> lastRead = new LinkedHashMap<>();

    public PrefixCache(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A part of a prompt, as bytes of a request: the tools, or one message.
     *
     * @param from the first byte
     * @param to the byte after the last
     * @param counted how many of these bytes count for tokens
     */
    public record Part(int from, int to, long counted) {}

    /** A beginning of a prompt, and how many parts it has. */
    private record Prefix(String name, long tokens, int parts) {}

    /**
     * Reads a prompt, and tells how many tokens of it were known.
     *
     * @param key of the caller
     * @param model in lower case
     * @param parts of the body, from the beginning of the prompt on
     */
    public long read(String key, String model, byte[] body, List<Part> parts) {
        return keeps(parts) ? read(prefixes(key, model, body, parts), every -> true, every -> true) : 0;
    }

    /**
     * The same of a model that keeps only what ends at a mark, and looks for what it has kept at its marks and a few parts back
     * from each.
     *
     * @param marks how many parts stand before each
     */
    public long readMarked(String key, String model, byte[] body, List<Part> parts, Set<Integer> marks) {
        return keeps(parts)
                ? read(
                        prefixes(key, model, body, parts),
                        prefix -> marks.contains(prefix.parts()),
                        prefix -> marks.stream().anyMatch(mark -> isWithinReach(prefix.parts(), mark)))
                : 0;
    }

    private static boolean isWithinReach(int parts, int mark) {
        return parts <= mark && mark - parts < LOOKBACK_PARTS;
    }

    private synchronized long read(List<Prefix> prefixes, Predicate<Prefix> isKept, Predicate<Prefix> isLookedFor) {
        Instant now = clock.instant();
        dropExpired(now);
        Optional<Prefix> known = prefixes.reversed().stream()
                .filter(prefix -> isLookedFor.test(prefix) && lastRead.containsKey(prefix.name()))
                .findFirst();
        known.ifPresent(prefix -> keep(prefix.name(), now));
        prefixes.stream().filter(isKept).forEach(prefix -> keep(prefix.name(), now));
        return known.map(Prefix::tokens).orElse(0L);
    }

    /** Whether a prompt of these parts is long enough to be kept. */
    public boolean keeps(List<Part> parts) {
        return TokenCount.of(parts.stream().mapToLong(Part::counted).sum()) >= MIN_TOKENS;
    }

    /** Each hash takes in the one before, so equal names mean equal beginnings. */
    private static List<Prefix> prefixes(String key, String model, byte[] body, List<Part> parts) {
        var prefixes = new ArrayList<Prefix>();
        MessageDigest digest = sha256();
        byte[] before = digest.digest((key + "\n" + model).getBytes(StandardCharsets.UTF_8));
        long counted = 0;
        int number = 0;
        for (Part part : parts) {
            number++;
            digest.update(before);
            digest.update(body, part.from(), part.to() - part.from());
            before = digest.digest();
            counted += part.counted();
            if (TokenCount.of(counted) >= MIN_TOKENS) {
                prefixes.add(new Prefix(HexFormat.of().formatHex(before), TokenCount.of(counted), number));
            }
        }
        return prefixes;
    }

    private void keep(String name, Instant now) {
        lastRead.remove(name);
        lastRead.put(name, now);
        if (lastRead.size() > PREFIXES_KEPT) {
            lastRead.remove(lastRead.keySet().iterator().next());
        }
    }

    private void dropExpired(Instant now) {
        Iterator<Instant> oldestFirst = lastRead.values().iterator();
        while (oldestFirst.hasNext() && !oldestFirst.next().plus(KEPT).isAfter(now)) {
            oldestFirst.remove();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
