package poegateway.simulator.answer;

import java.util.function.LongSupplier;

/** Makes ids in the styles that were recorded. All that is random comes from one source, so tests can fix it. */
public final class ReplyIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SIGNATURE_CHARS = 88;

    private final LongSupplier bits;

    /** {@code bits} gives 64 of them at a time, from any thread. */
    public ReplyIds(LongSupplier bits) {
        this.bits = bits;
    }

    /** A UUID. */
    public String uuid() {
        String hex = hex(32);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20);
    }

    /** {@code req-} and 24 hex digits. */
    public String request() {
        return "req-" + hex(24);
    }

    /** The id of a tool call in its maker's style; Kimi's repeat from turn to turn. */
    String toolCall(ModelCard.ToolIds style, String function, int index) {
        return switch (style) {
            case OPENAI -> "call_" + letters(24);
            case XAI -> "call_%08d".formatted(Math.floorMod(bits.getAsLong(), 100_000_000L));
            case GOOGLE -> "tool_" + function + "_" + letters(20);
            case KIMI -> function + ":" + index;
        };
    }

    /** Looks like Google's thought signature. */
    String signature() {
        return letters(SIGNATURE_CHARS);
    }

    /** That many hex digits. */
    public String hex(int digits) {
        var hex = new StringBuilder(digits + 16);
        while (hex.length() < digits) {
            hex.append("%016x".formatted(bits.getAsLong()));
        }
        return hex.substring(hex.length() - digits);
    }

    /** That many letters and digits. */
    public String letters(int count) {
        var letters = new StringBuilder(count);
        long left = 0;
        for (int i = 0; i < count; i++) {
            left = i % 10 == 0 ? bits.getAsLong() : left;
            letters.append(ALPHABET.charAt((int) Long.remainderUnsigned(left, ALPHABET.length())));
            left = Long.divideUnsigned(left, ALPHABET.length());
        }
        return letters.toString();
    }
}
