package poegateway.front.bot;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.front.Exchange;
import poegateway.front.RelayRoute;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * Answers what comes to a bot beside questions. Reports have no way to Poe and end here: one of an error is logged, without what
 * it says. The settings are what holds for every model here. Source: {@code fastapi_poe}, whose client sends a report to the
 * bot when an answer lacks its end, and looks at the status alone.
 */
final class BotReports implements RelayRoute.Aside {
    private static final Logger LOG = LoggerFactory.getLogger(BotReports.class);
    private static final String QUERY = "query";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SETTINGS =
            "{\"response_version\":2,\"allow_attachments\":true}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean answers(Exchange exchange, byte[] body) throws IOException {
        switch (type(body)) {
            case "settings" -> exchange.sendJson(200, SETTINGS);
            case "report_error" -> {
                LOG.info("{} a client of the bot protocol reports an error in an answer", exchange.requestId());
                exchange.sendJson(200, EMPTY);
            }
            case "report_feedback", "report_reaction" -> exchange.sendJson(200, EMPTY);
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * The type of the request; empty where the body says none that can be read, and whoever reads it next tells why. A query is read
     * to its end there.
     */
    private static String type(byte[] body) {
        try {
            JsonCursor cursor = new JsonCursor(body);
            if (cursor.next() != JsonToken.START_OBJECT) {
                return "";
            }
            String type = "";
            ObjectReader request = ObjectReader.withoutDuplicates(cursor);
            for (String name = request.next(); name != null && !type.equals(QUERY); name = request.next()) {
                type = name.equals("type") && cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : type;
            }
            if (!type.equals(QUERY)) {
                cursor.finish();
            }
            return type;
        } catch (JsonFault broken) {
            return "";
        }
    }
}
