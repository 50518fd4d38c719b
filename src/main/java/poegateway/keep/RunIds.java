package poegateway.keep;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Ids of things that end with the process that keeps them. Each begins with what all of one process have in common, so that whoever asks
 * for one of an earlier process can be told that it was lost. Safe for all threads as far as the randomness is.
 */
public final class RunIds {
    private static final int RUN_BYTES = 4;
    private static final int OWN_BYTES = 12;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private final RandomGenerator random;
    private final String run;

    /** {@code random} makes ids that nobody guesses. */
    public RunIds(RandomGenerator random) {
        this.random = random;
        this.run = hex(RUN_BYTES);
    }

    /** A new one: the prefix, and 32 hexadecimal digits. */
    public String next(String prefix) {
        return prefix + run + hex(OWN_BYTES);
    }

    /** Whether it has the form of an id, and is of another process. */
    public boolean isOfAnotherRun(String prefix, String id) {
        return id.startsWith(prefix)
                && FORM.matcher(id.substring(prefix.length())).matches()
                && !id.startsWith(prefix + run);
    }

    private String hex(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
