package poegateway.relay.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import poegateway.core.failure.Failure;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.KnownSecrets;
import poegateway.core.text.Secret;
import poegateway.relay.ListingPoe;

class DiagnosedReplyTest {
    private static final String KEY = "abcd-1234_efgh.5678";
    private static final KnownSecrets SECRETS = KnownSecrets.of(List.of(new Secret(KEY)));
    private static final Failure BROKEN = new ReplyFailure.BadResponse("it is no JSON");

    private final Logger logger = (Logger) LoggerFactory.getLogger(DiagnosedReply.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void atInfoItsLengthAndTypeAreToldAndNothingOfWhatItSays() {
        logger.setLevel(Level.INFO);
        read("x".repeat(1_000), 64).tellIfBroken(BROKEN);
        assertEquals(
                List.of("a reply of Poe cannot be read (upstream_bad_response): status 200, 1000 bytes read, type"
                        + " text/odd?"),
                lines());
    }

    @Test
    void atDebugItsBeginningIsToldWithoutKeys() {
        logger.setLevel(Level.DEBUG);
        read("<html>\nBearer abc.def pgw_0123456789 é\u202e" + "y".repeat(1_000), 7)
                .tellIfBroken(BROKEN);
        String told = lines().getLast();
        assertTrue(told.startsWith("it begins with: <html>?Bearer ••• pgw_••• é?y"), told);
        assertTrue(told.length() < 300, told);
    }

    @Test
    void aReplyOfWhichNothingWasReadIsToldToo() {
        logger.setLevel(Level.DEBUG);
        read("", 7).tellIfBroken(new ReplyFailure.WrongType("text/odd"));
        assertTrue(lines().getFirst().contains(" 0 bytes read"), lines().getFirst());
        assertEquals("it begins with: ", lines().getLast());
    }

    @Test
    void theKeyOfTheRequestIsToldNowhereNotEvenInPart() {
        logger.setLevel(Level.DEBUG);
        for (int before = 230; before < 260; before++) {
            read("x".repeat(before) + KEY + "y".repeat(1_000), 7).tellIfBroken(BROKEN);
            assertFalse(lines().getLast().contains("abcd"), lines().getLast());
        }
        DiagnosedReply.tellIfHeadBroken(new ReplyFailure.BadResponse("it is encoded as " + KEY), SECRETS);
        assertEquals("a reply of Poe cannot be read (upstream_bad_response): it is encoded as •••", lines().getLast());
    }

    @Test
    void aHeadThatCannotBeReadIsToldAndNoHeadIsNot() {
        logger.setLevel(Level.INFO);
        DiagnosedReply.tellIfHeadBroken(new ReplyFailure.BadResponse("it breaks the rules of HTTP"), SECRETS);
        DiagnosedReply.tellIfHeadBroken(new ReplyFailure.Closed(false), SECRETS);
        assertEquals(
                List.of("a reply of Poe cannot be read (upstream_bad_response): it breaks the rules of HTTP"), lines());
    }

    @Test
    void otherFailuresAreNotOfTheReply() {
        logger.setLevel(Level.DEBUG);
        DiagnosedReply reply = read("x", 7);
        reply.tellIfBroken(new ReplyFailure.Closed(false));
        reply.tellIfBroken(new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)));
        assertEquals(List.of(), lines());
        reply.tellIfBroken(new ReplyFailure.TooLarge(1));
        assertEquals(2, lines().size());
    }

    @Test
    void whatIsReadIsWhatPoeSent() {
        byte[] buffer = new byte[10];
        DiagnosedReply reply = new DiagnosedReply(
                new ListingPoe.Said(200, "text/odd\n", "abc".getBytes(StandardCharsets.UTF_8)), KnownSecrets.NONE);
        assertEquals(3, reply.read(buffer, 2));
        assertEquals("abc", new String(buffer, 2, 3, StandardCharsets.UTF_8));
        assertEquals(-1, reply.read(buffer, 0));
    }

    private static DiagnosedReply read(String body, int bufferBytes) {
        DiagnosedReply reply = new DiagnosedReply(
                new ListingPoe.Said(200, "text/odd\n", body.getBytes(StandardCharsets.UTF_8)), SECRETS);
        byte[] buffer = new byte[bufferBytes];
        while (reply.read(buffer, 0) >= 0) {
            // to its end
        }
        return reply;
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
