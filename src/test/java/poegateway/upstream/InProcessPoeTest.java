package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.PoeAddresses;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.answer.Manner;

/** Calls to a Poe that is in this process. */
@Timeout(30)
class InProcessPoeTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofDays(10_000);
    private static final TimeLimits LIMITS = new TimeLimits(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);

    private final Ticker ticker = new Ticker(() -> 1);

    private static SimulatedPoe poe(SimulatedPoe.Transport transport) {
        SimulatedPoe.Options options = SimulatedPoe.Options.of(transport, duration -> {});
        return SimulatedPoe.start(options, Manner.LIFELIKE, InstantSource.system(), new Random(1));
    }

    private HttpUpstream upstream(SimulatedPoe poe) {
        return HttpUpstream.inProcess(
                poe.baseUri(), PoeAddresses.at(poe.baseUri()), UpstreamConfig.defaults(), poe::serve, ticker);
    }

    private PoeRequest ask(String model, Cancellation cancellation) {
        byte[] body = ("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        PoeRequestBody json = new PoeRequestBody() {
            @Override
            public long length() {
                return body.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(body);
            }
        };
        return new PoeRequest(
                PoeEndpoint.api("POST", "/chat/completions"),
                Optional.of(new poegateway.core.text.Secret("k")),
                HeaderFields.NONE,
                Optional.of(json),
                RequestTimeline.start(ticker, LIMITS, cancellation));
    }

    private static String drained(PoeReply reply) {
        byte[] buffer = new byte[8192];
        StringBuilder all = new StringBuilder();
        for (int read = reply.read(buffer, 0); read >= 0; read = reply.read(buffer, 0)) {
            all.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (SimulatedPoe poe = poe(SimulatedPoe.Transport.IN_PROCESS);
                HttpUpstream upstream = upstream(poe)) {
            for (int call = 0; call < 3; call++) {
                try (PoeReply reply = upstream.send(ask("gpt-4o", new Cancellation()))) {
                    assertEquals(200, reply.status());
                    assertTrue(drained(reply).contains("hello"));
                }
            }
            assertEquals(3, poe.census().arrivals());
            assertEquals(1, poe.census().openConnections());
        }
    }

    @Test
    void whoeverLeavesIsSeenToLeave() throws Exception {
        try (SimulatedPoe poe = poe(SimulatedPoe.Transport.IN_PROCESS);
                HttpUpstream upstream = upstream(poe)) {
            Cancellation cancellation = new Cancellation();
            Thread.startVirtualThread(() -> {
                try {
                    poe.awaitArrivals(1, SOON);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                cancellation.cancel(new ClientFailure.CallerGone());
            });
            assertThrows(FailureException.class, () -> {
                try (PoeReply reply = upstream.send(ask("silent", cancellation))) {
                    drained(reply);
                }
            });
            assertTrue(poe.await(counts -> counts.hangUps() == 1 && counts.openConnections() == 0, SOON));
        }
    }

    @Test
    void itHasNoPortAndOneThatHasAPortTakesNoPipes() throws IOException {
        Pipe pipe = Pipe.open();
        try (SimulatedPoe within = poe(SimulatedPoe.Transport.IN_PROCESS);
                SimulatedPoe listening = poe(SimulatedPoe.Transport.PLAIN_H1);
                Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThrows(IllegalStateException.class, within::port);
            assertTrue(within.isInProcess());
            assertThrows(IllegalStateException.class, () -> listening.serve(source, sink));
        }
    }
}
