package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.config.ServerConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

class StopNoticeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0 | 0s | ''
            1 | 0 | 0s | 1 request under way may end within 1m (server.drain-timeout)
            2 | 1 | 0s | 2 requests and 1 job under way may end within 1m (server.drain-timeout)
            0 | 3 | 0s | 3 jobs under way may end within 1m (server.drain-timeout)
            0 | 0 | 5s | requests are taken for 5s more (server.drain-delay)
            1 | 0 | 5s | requests are taken for 5s more (server.drain-delay), and then 1 request under way may end within 1m (server.drain-timeout)
            """)
    void whatIsWaitedForIsSaidAndHowNotTo(int requests, int jobs, String delay, String waits) {
        Optional<String> said = StopNotice.of(counts(requests, jobs), settings(delay));
        assertEquals(
                waits.isEmpty()
                        ? Optional.empty()
                        : Optional.of("stopping: " + waits + ". A second Ctrl-C or SIGTERM ends everything at once."),
                said);
    }

    private static LiveCounts counts(int requests, int jobs) {
        return new LiveCounts(requests, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, jobs, 0, 0, 0);
    }

    private static ServerConfig settings(String delay) {
        Map<String, String> flags = Map.of("server.drain-delay", delay, "server.drain-timeout", "60s");
        return ConfigLoader.load(new ConfigSources(Path.of("src/test"), Optional.empty(), Map.of(), flags))
                .config()
                .server();
    }
}
