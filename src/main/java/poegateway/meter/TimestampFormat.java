package poegateway.meter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes the time of day. What changes once a second is written once a second. One thread at a time. */
final class TimestampFormat {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final int TIME_FROM = 11;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private String dateTime = "";

    TimestampFormat(ZoneId zone) {
        this.zone = zone;
    }

    /** ISO 8601 to the millisecond; the zone must be UTC. */
    void appendDateTime(StringBuilder text, long epochMillis) {
        text.append(upToSecond(epochMillis)).append('.');
        long millis = Math.floorMod(epochMillis, MILLIS_PER_SECOND);
        text.append(millis < 100 ? "0" : "")
                .append(millis < 10 ? "0" : "")
                .append(millis)
                .append('Z');
    }

    /** Hours, minutes and seconds. */
    void appendTime(StringBuilder text, long epochMillis) {
        text.append(upToSecond(epochMillis), TIME_FROM, TIME_FROM + "HH:mm:ss".length());
    }

    private String upToSecond(long epochMillis) {
        long wanted = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
        if (wanted != second) {
            dateTime = DATE_TIME.format(Instant.ofEpochSecond(wanted).atZone(zone));
            second = wanted;
        }
        return dateTime;
    }
}
