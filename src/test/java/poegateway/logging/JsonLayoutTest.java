package poegateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class JsonLayoutTest {
    private static final String KEY = "pgw_0123456789abcdef";

    @Test
    void aLineIsOneJsonObjectWithoutKeys() throws JsonProcessingException {
        IllegalStateException thrown = new IllegalStateException("for \"x\" with " + KEY);
        String line = laidOut("said\n\"hello\"\t\u0001 to \\ with Bearer abc.def", thrown);
        assertTrue(line.endsWith("}\n"), line);
        assertEquals(1, line.lines().count());
        JsonNode read = new ObjectMapper().readTree(line);
        assertEquals("2026-06-01T12:00:00.000Z", read.path("ts").asText());
        assertEquals("WARN", read.path("level").asText());
        assertEquals("test", read.path("logger").asText());
        assertEquals(
                "said\n\"hello\"\t to \\ with Bearer •••", read.path("message").asText());
        assertTrue(
                read.path("exception").asText().startsWith("java.lang.IllegalStateException: for \"x\" with pgw_•••"));
        assertFalse(line.contains(KEY), line);
    }

    private static String laidOut(String message, Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "here", new LoggerContext().getLogger("test"), Level.WARN, message, thrown, new Object[0]);
        event.setInstant(Instant.parse("2026-06-01T12:00:00Z"));
        return new JsonLayout().doLayout(event);
    }
}
