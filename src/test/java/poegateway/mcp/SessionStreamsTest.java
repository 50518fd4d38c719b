package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.mcp.conformance.ConformanceFeatures;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ClientProfile;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;

/** Streams on which clients with a session are told what changes. */
class SessionStreamsTest {
    private static final McpSession CLIENT = new McpSession("2025-11-25", new ClientProfile("test", "1", Set.of()));

    private final Ticker ticker = new Ticker(() -> 0);
    private final McpSessions sessions = new McpSessions(ticker, new Random(1));
    private final SessionStreams streams = new SessionStreams(ConformanceFeatures.all(), sessions);

    private SessionStream open(String owner) {
        return streams.open(owner, sessions.begin(owner, CLIENT), new Cancellation());
    }

    @Test
    void aKeyHasSoManyAndNothingIsLeftOfThem() {
        List<SessionStream> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(open("a"));
        }
        RpcException refused = assertThrows(RpcException.class, () -> open("a"));
        assertEquals(RpcError.Kind.BUSY, refused.error().kind());
        all.add(open("b"));
        assertEquals(1_001, streams.count());
        all.forEach(SessionStream::close);
        assertEquals(0, streams.count());
        assertEquals(0, ticker.size());
        open("a").close();
    }

    @Test
    void whatChangesAgainBeforeItIsTakenIsToldOnce() {
        String id = sessions.begin("a", CLIENT.subscribingTo("test://one"));
        List<String> told = new ArrayList<>();
        try (SessionStream stream = streams.open("a", id, new Cancellation())) {
            for (int i = 0; i < 1_000; i++) {
                stream.add(new Change.OfResource("a", "test://one"));
                stream.add(new Change.OfResource("b", "test://one"));
                stream.add(new Change.OfResource("a", "test://" + i));
            }
            stream.subscribed().add("test://last");
            stream.add(new Change.OfResource("a", "test://last"));
            stream.tellTo(message -> {
                told.add(message.at("/params/uri").asText());
                if (told.size() == 2) {
                    stream.end();
                }
            });
        }
        assertEquals(List.of("test://one", "test://last"), told);
    }

    @Test
    void aSessionThatIsGoneHasNone() {
        try (SessionStream stream = streams.open("a", "none", new Cancellation())) {
            stream.tellTo(message -> {
                throw new AssertionError(message);
            });
        }
        assertEquals(0, streams.count());
    }
}
