package poegateway.meter;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands in its trace, by W3C Trace Context, version 00.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param spanId of the gateway's part: 16 such digits
 * @param parentId of the caller's part; empty where the trace begins here
 * @param sampled whether the trace is kept by whoever keeps traces
 */
public record TraceContext(String traceId, String spanId, Optional<String> parentId, boolean sampled) {
    private static final int LENGTH = 55;
    private static final int TRACE_FROM = 3;
    private static final int PARENT_FROM = 36;
    private static final int FLAGS_FROM = 53;
    private static final HexFormat HEX = HexFormat.of();

    /** Goes on with the caller's trace, or begins one when the header is missing or not valid. */
    static TraceContext of(@Nullable String traceparent, RandomGenerator random, boolean sampleNew) {
        if (traceparent != null && valid(traceparent)) {
            String traceId = traceparent.substring(TRACE_FROM, PARENT_FROM - 1);
            String parentId = traceparent.substring(PARENT_FROM, FLAGS_FROM - 1);
            boolean sampled = (HexFormat.fromHexDigit(traceparent.charAt(LENGTH - 1)) & 1) == 1;
            return new TraceContext(traceId, hex(random), Optional.of(parentId), sampled);
        }
        return new TraceContext(hex(random) + hex(random), hex(random), Optional.empty(), sampleNew);
    }

    /** The header for whoever is asked next. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static boolean valid(String header) {
        return header.length() == LENGTH
                && header.startsWith("00-")
                && header.charAt(PARENT_FROM - 1) == '-'
                && header.charAt(FLAGS_FROM - 1) == '-'
                && id(header, TRACE_FROM, PARENT_FROM - 1)
                && id(header, PARENT_FROM, FLAGS_FROM - 1)
                && hexDigits(header, FLAGS_FROM, LENGTH);
    }

    private static boolean id(String header, int from, int to) {
        if (!hexDigits(header, from, to)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (header.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private static boolean hexDigits(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = header.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static String hex(RandomGenerator random) {
        long bits = random.nextLong();
        return HEX.toHexDigits(bits == 0 ? 1 : bits);
    }
}
