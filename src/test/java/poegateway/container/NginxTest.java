package poegateway.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.GatewayConfig;

/** The site for nginx against the defaults of the settings: it cuts off nothing that the gateway would take. */
@Execution(ExecutionMode.CONCURRENT)
class NginxTest {
    private static final GatewayConfig DEFAULTS = GatewayConfig.defaults();

    @Test
    void itsPortSizesAndTimesAreThoseOfTheGateway() throws IOException {
        String site = Files.readString(Path.of("config/nginx/poe-gateway.conf"));
        assertEquals("127.0.0.1:" + DEFAULTS.server().port(), value(site, "server (\\S+:\\d+)"));
        long mebibytes = Long.parseLong(value(site, "client_max_body_size (\\d+)m"));
        assertEquals(DEFAULTS.server().uploadLimit().bytes(), mebibytes << 20);
        for (String time : new String[] {"proxy_read_timeout", "proxy_send_timeout"}) {
            Duration limit = Duration.ofMinutes(Long.parseLong(value(site, time + " (\\d+)m")));
            assertTrue(limit.compareTo(DEFAULTS.upstream().mediaTimeout()) > 0, time);
        }
        for (String needed : new String[] {
            "proxy_buffering off", "proxy_http_version 1.1", "X-Forwarded-For $proxy_add_x_forwarded_for"
        }) {
            assertTrue(site.contains(needed), needed);
        }
    }

    private static String value(String site, String pattern) {
        Matcher found = Pattern.compile("(?m)^\\s*" + pattern + ";").matcher(site);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }
}
