package poegateway.tool;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Tells the time. */
public final class CurrentTime implements GatewayTool {
    private static final JsonSlice PARAMETERS =
            JsonSlice.of("{\"type\":\"object\",\"properties\":{\"time_zone\":{\"type\":"
                    + "\"string\",\"maxLength\":60,\"description\":\"Such as Europe/Paris; UTC where it is left out.\"}},"
                    + "\"additionalProperties\":false}");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);

    private final InstantSource clock;

    public CurrentTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "current_time";
    }

    @Override
    public String description() {
        return "The date and the time now, in a time zone.";
    }

    @Override
    public JsonSlice parameters() {
        return PARAMETERS;
    }

    @Override
    public String run(JsonSlice arguments, ToolUse use) throws IOException {
        JsonSlice zone = JsonMembers.of(arguments).get("time_zone");
        String wanted = zone == null ? "UTC" : zone.text().decoded();
        try {
            ZonedDateTime now = clock.instant().atZone(ZoneId.of(wanted)).withNano(0);
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now) + " (" + WEEKDAY.format(now) + ", "
                    + now.getZone() + ")";
        } catch (DateTimeException unknown) {
            throw new IOException("there is no such time zone; send one like Europe/Paris", unknown);
        }
    }
}
