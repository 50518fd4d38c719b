package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import okhttp3.internal.connection.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An OkHttp that looks otherwise inside: the bound is lost, which is said once, and nothing else is. */
class Http2BacklogTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(Http2Backlog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void aFieldThatIsGoneCountsAsNothingAndIsSaidOnce() {
        Http2Backlog changed = new Http2Backlog(String.class, "codec");
        assertEquals(0, changed.unreadBytes("any"));
        assertEquals(0, changed.unreadBytes("any"));
        assertSaidOnce();
    }

    @Test
    void aFieldOfAnotherTypeCountsAsNothingAndIsSaidOnce() {
        Http2Backlog changed = new Http2Backlog(Holder.class, "codec");
        assertEquals(0, changed.unreadBytes(new Holder("no codec")));
        assertEquals(0, changed.unreadBytes(new Holder("no codec")));
        assertSaidOnce();
    }

    @Test
    void anExchangeOfAnotherTypeCountsAsNothing() {
        assertEquals(0, new Http2Backlog(Exchange.class, "codec").unreadBytes("no exchange"));
        assertSaidOnce();
    }

    private void assertSaidOnce() {
        assertEquals(1, lines.list.size());
        assertEquals(Level.WARN, lines.list.getFirst().getLevel());
    }

    @SuppressWarnings("UnusedVariable") // read by its name
    private record Holder(String codec) {}
}
