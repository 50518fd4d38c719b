package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.UpstreamConfig;
import poegateway.core.Ticker;
import poegateway.rig.Eventually;

/** Many calls at once, and no connection yet. */
@Timeout(60)
class ColdStartTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final int CALLERS = 300;
    private static final int STREAMS_MAX = 100;

    @TempDir
    Path folder = Path.of("");

    private record Held(FrameServer.Visit visit, int stream) {}

    @Test
    void manyCallersOpenAsManyConnectionsAsTheirStreamsNeedAndAFewMore() throws Exception {
        List<Held> held = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(
                        CERTIFICATE, STREAMS_MAX, (visit, stream, question) -> held.add(new Held(visit, stream)));
                HttpUpstream upstream = upstream(server)) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> Http2UpstreamTest.ask(upstream, "x"), Thread::startVirtualThread));
            }
            Eventually.holds(
                    Duration.ofSeconds(30), () -> held.size() == CALLERS, () -> held.size() + " of " + CALLERS);
            for (Held one : held) {
                one.visit.reply(one.stream, "whole");
            }
            for (CompletableFuture<String> answer : answers) {
                assertEquals("whole", answer.get(10, TimeUnit.SECONDS));
            }
            assertTrue(server.connections() <= 40, () -> server.connections() + " connections");
            assertEquals(0, upstream.connecting());
            assertEquals(0, upstream.openReplies());
        }
    }

    private HttpUpstream upstream(FrameServer server) throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());
        URI base = URI.create("https://127.0.0.1:" + server.port() + "/v1");
        Optional<TrustedAuthorities> trust = Optional.of(TrustedAuthorities.systemAnd(pem));
        return new HttpUpstream(base, UpstreamConfig.defaults(), trust, Optional.empty(), new Ticker(() -> 1));
    }
}
