package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimestampFormatTest {
    private final TimestampFormat utc = new TimestampFormat(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "9, 1970-01-01T00:00:00.009Z",
        "10, 1970-01-01T00:00:00.010Z",
        "99, 1970-01-01T00:00:00.099Z",
        "100, 1970-01-01T00:00:00.100Z",
        "999, 1970-01-01T00:00:00.999Z",
        "1000, 1970-01-01T00:00:01.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
    })
    void theDateAndTheTimeToTheMillisecond(long epochMillis, String shown) {
        assertEquals(shown, dateTime(epochMillis));
    }

    @Test
    void everySecondIsWrittenAnewAndTheSameOneAgain() {
        long noon = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
        assertEquals("2026-06-01T12:00:00.001Z", dateTime(noon + 1));
        assertEquals("2026-06-01T12:00:00.002Z", dateTime(noon + 2));
        assertEquals("2026-06-01T12:00:01.000Z", dateTime(noon + 1_000));
        assertEquals("2026-06-01T12:00:00.000Z", dateTime(noon));
    }

    @Test
    void theTimeIsThatOfTheReadersZone() {
        StringBuilder text = new StringBuilder("at ");
        new TimestampFormat(ZoneId.of("Asia/Kolkata"))
                .appendTime(text, Instant.parse("2026-06-01T12:00:05Z").toEpochMilli());
        assertEquals("at 17:30:05", text.toString());
    }

    private String dateTime(long epochMillis) {
        StringBuilder text = new StringBuilder();
        utc.appendDateTime(text, epochMillis);
        return text.toString();
    }
}
