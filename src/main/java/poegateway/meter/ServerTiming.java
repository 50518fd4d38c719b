package poegateway.meter;

import poegateway.core.RequestTimeline;

/** Times as the header {@code Server-Timing} has them: milliseconds with two digits after the point. */
final class ServerTiming {
    private static final long NANOS_PER_HUNDREDTH = 10_000;

    private ServerTiming() {}

    static String of(RequestTimeline.Spent spent, boolean poeAsked) {
        StringBuilder header = new StringBuilder(48).append("gateway;dur=");
        millis(header, spent.gatewayNanos());
        if (poeAsked) {
            millis(header.append(", poe;dur="), spent.poeNanos());
        }
        return header.toString();
    }

    static void millis(StringBuilder text, long nanos) {
        long hundredths = (nanos + NANOS_PER_HUNDREDTH / 2) / NANOS_PER_HUNDREDTH;
        text.append(hundredths / 100).append('.');
        long fraction = hundredths % 100;
        text.append(fraction < 10 ? "0" : "").append(fraction);
    }
}
