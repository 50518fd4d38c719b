package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Scripts;

/** What the log says of a reply that cannot be read. */
class BrokenReplyLogIT {
    private final Logger logger = (Logger) LoggerFactory.getLogger("poegateway.relay.reply.DiagnosedReply");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @GatewayTest
    void aWholeReplyIsToldByLengthAndTypeAndAtDebugByItsBeginning(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(Scripts.whole(200, "text/html", "<html>Sign in</html>", Map.of()));
        assertEquals(502, rig.ask(dialect, "any", false).status());
        assertEquals(List.of(Level.INFO, Level.DEBUG), levels());
        assertTrue(lines().getFirst().contains("text/html"), lines().getFirst());
        assertTrue(lines().getLast().contains("<html"), lines().getLast());
    }

    @GatewayTest
    void aStreamThatBreaksInTheMiddleIsToldToo(Rig rig) {
        rig.poe().enqueue(CHAT.brokenBy("data: {\"choices\":[{\"delta\":{\"tool_calls\":broken\n\n", "one"));
        assertEquals("upstream_bad_response", rig.chat("m", true).errorCode());
        rig.awaitQuiet();
        assertEquals(List.of(Level.INFO, Level.DEBUG), levels());
        assertTrue(lines().getFirst().contains("text/event-stream"), lines().getFirst());
    }

    @GatewayTest
    void aRefusalAndAGoodReplyAreNotTold(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.stream("hello"));
        assertEquals(200, rig.ask(dialect, "any", true).status());
        rig.poe().enqueue(Scripts.error(400, "invalid_request_error", "No."));
        assertEquals(400, rig.ask(dialect, "any", false).status());
        assertEquals(List.of(), levels());
    }

    private List<Level> levels() {
        return log.list.stream().map(ILoggingEvent::getLevel).toList();
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
