package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.mcp.conformance.ConformanceFeatures;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ClientProfile;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;

/** Streams on which clients with a session are told what changes. */
class SessionStreamsTest {
    private static final McpSession CLIENT = new McpSession("2025-11-25", new ClientProfile("test", "1", Set.of()));

    private static final McpSession BOTH = CLIENT.subscribingTo("test://one").subscribingTo("test://two");

    /** Each runs once, at the next look at the clock: that is in the midst of a look at the sessions. */
    private final Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();

    private final Ticker ticker = new Ticker(() -> {
        Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
        return 0;
    });
    private final ServerFeatures features = ConformanceFeatures.all();
    private final McpSessions sessions = new McpSessions(ticker, new Random(1));
    private final SessionStreams streams = new SessionStreams(features, sessions);

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

    /** All that a stream tells until it ends. */
    private static List<String> told(SessionStream stream) {
        List<String> told = new ArrayList<>();
        stream.tellTo(message -> told.add(message.at("/params/uri").asText()));
        return told;
    }

    private void change(String owner, String uri) {
        features.changes().orElseThrow().tell(new Change.OfResource(owner, uri));
    }

    @Test
    void whatChangesAgainBeforeItIsTakenIsToldOnce() {
        String id = sessions.begin("a", CLIENT.subscribingTo("test://one"));
        try (SessionStream stream = streams.open("a", id, new Cancellation())) {
            for (int i = 0; i < 1_000; i++) {
                change("a", "test://one");
                change("b", "test://one");
                change("a", "test://" + i);
            }
            sessions.change("a", id, session -> session.subscribingTo("test://last"));
            change("a", "test://last");
            streams.end("a", id);
            assertEquals(List.of("test://one", "test://last"), told(stream));
        }
    }

    @Test
    void whatAStreamHasNotToldTheNextOneTells() {
        String id = sessions.begin("a", BOTH);
        SessionStream first = streams.open("a", id, new Cancellation());
        change("a", "test://one");
        try (SessionStream second = streams.open("a", id, new Cancellation())) {
            assertEquals(List.of(), told(first));
            first.close();
            assertEquals(1, streams.count());
            change("a", "test://two");
            streams.end("a", id);
            assertEquals(List.of("test://one", "test://two"), told(second));
        }
        assertEquals(0, streams.count());
        assertEquals(0, ticker.size());
    }

    @Test
    void whatChangesWhileAStreamOpensIsToldByIt() {
        String id = sessions.begin("a", BOTH);
        try (SessionStream first = streams.open("a", id, new Cancellation())) {
            meanwhile.add(() -> change("a", "test://one"));
            try (SessionStream second = streams.open("a", id, new Cancellation())) {
                assertTrue(meanwhile.isEmpty());
                streams.end("a", id);
                assertEquals(List.of(), told(first));
                assertEquals(List.of("test://one"), told(second));
            }
        }
    }

    @Test
    void whatAClientThatLeftWasNotToldItHearsOnItsNextStream() {
        String id = sessions.begin("a", BOTH);
        Cancellation left = new Cancellation();
        try (SessionStream first = streams.open("a", id, left)) {
            change("a", "test://one");
            left.cancel(new ClientFailure.CallerGone());
            change("a", "test://two");
            assertEquals(List.of(), told(first));
            try (SessionStream second = streams.open("a", id, new Cancellation())) {
                streams.end("a", id);
                assertEquals(List.of("test://one", "test://two"), told(second));
            }
        }
    }

    @Test
    void theSessionAloneKnowsWhatItsClientWantsToHear() {
        String id = sessions.begin("a", BOTH);
        try (SessionStream stream = streams.open("a", id, new Cancellation())) {
            sessions.change("a", id, session -> session.unsubscribingFrom("test://one"));
            change("a", "test://one");
            change("a", "test://two");
            streams.end("a", id);
            assertEquals(List.of("test://two"), told(stream));
        }
    }

    @Test
    void eachChangeIsToldOnceHoweverManyStreamsTakeTurns() throws InterruptedException {
        Set<String> uris =
                IntStream.range(0, 10_000).mapToObj(i -> "test://" + i).collect(Collectors.toSet());
        String id = sessions.begin("a", new McpSession(CLIENT.version(), CLIENT.client(), "", uris));
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<Thread> listening = new ArrayList<>();
        listening.add(listening(id, told));
        Thread telling = Thread.startVirtualThread(() -> uris.forEach(uri -> change("a", uri)));
        while (telling.isAlive()) {
            listening.add(listening(id, told));
        }
        telling.join();
        streams.end("a", id);
        for (Thread one : listening) {
            one.join();
        }
        assertEquals(uris.size(), told.size());
        assertEquals(uris, Set.copyOf(told));
        assertEquals(0, streams.count());
    }

    private Thread listening(String id, List<String> told) {
        SessionStream stream = streams.open("a", id, new Cancellation());
        return Thread.startVirtualThread(() -> {
            try (stream) {
                stream.tellTo(message -> told.add(message.at("/params/uri").asText()));
            }
        });
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
