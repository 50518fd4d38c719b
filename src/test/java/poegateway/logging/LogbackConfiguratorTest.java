package poegateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.text.Secret;

final class LogbackConfiguratorTest {
    private static final String KEY = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF-3hJ_5kL";

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer abc.def, Authorization: Bearer •••",
        "authorization=bearer  x, authorization=bearer •••",
        "key pgw_1 and pgw_2, key pgw_••• and pgw_•••",
        "sk-proj-12-34 refused, sk-••• refused",
        "key=aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF-3hJ_5kL!, key=•••!"
    })
    void keysBecomeDots(String line, String redacted) {
        assertEquals(redacted, LogSecrets.hiddenIn(line));
    }

    @Test
    void secretsOfTheSettingsBecomeDotsWhateverTheirForm() {
        LogSecrets.know(List.of(new Secret("abcd-1234_efgh"), new Secret("caller-key-of-20-chars"), new Secret("key")));
        String line = "key ABCD-1234_efgh, abcd-1234_efghi and caller-key-of-20-chars; abcd-1234";
        assertEquals("key •••, •••i and •••; abcd-1234", LogSecrets.hiddenIn(line));
    }

    @ParameterizedTest
    @CsvSource({
        "request 123e4567-e89b-12d3-a456-426614174000 done",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "poegateway.config.load.ConfigLoaderTest.aFileInWhichEverythingIsCommentedOutSetsNothing",
        "task-force risk-free"
    })
    void idsHashesAndNamesStay(String line) {
        assertEquals(line, LogSecrets.hiddenIn(line));
    }

    @Test
    void aVeryLongLineIsRedactedInNoTime() {
        String line = "aB1-".repeat(500_000) + " " + "a".repeat(2_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> LogSecrets.hiddenIn(line));
    }

    @Test
    void anEventIsOneLineAndItsStackTraceIsRedactedToo() {
        String plain = line("a\nb", null);
        assertEquals(1, plain.lines().count(), plain);
        String thrown = line("refused " + KEY, new IllegalStateException("Bearer " + KEY));
        assertTrue(thrown.contains("IllegalStateException: Bearer •••"), thrown);
        assertFalse(thrown.contains(KEY), thrown);
    }

    @Test
    void librariesSpeakFromWarnAndTheGatewayFromInfo() {
        LoggerContext context = configured();
        assertEquals(Level.WARN, context.getLogger("org.eclipse.jetty.server").getEffectiveLevel());
        assertEquals(Level.WARN, context.getLogger("io.javalin").getEffectiveLevel());
        assertEquals(Level.INFO, context.getLogger("poegateway.Main").getEffectiveLevel());
        context.stop();
    }

    private static String line(String message, @Nullable Throwable thrown) {
        LoggerContext context = configured();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        AsyncAppender queue = (AsyncAppender) Objects.requireNonNull(root.getAppender("async"));
        ConsoleAppender<ILoggingEvent> stderr =
                (ConsoleAppender<ILoggingEvent>) Objects.requireNonNull(queue.getAppender("stderr"));
        assertEquals("System.err", stderr.getTarget());
        LoggingEvent event = new LoggingEvent("", context.getLogger("test"), Level.WARN, message, thrown, null);
        String line = new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }

    private static LoggerContext configured() {
        LoggerContext context = new LoggerContext();
        new LogbackConfigurator().configure(context);
        return context;
    }
}
