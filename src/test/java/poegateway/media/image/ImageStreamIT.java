package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A stream whose picture takes its time. */
class ImageStreamIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String DRAW =
            "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\",\"stream\":true,\"response_format\":\"url\"}";

    @GatewayTest
    void silenceIsBrokenUntilThePictureComes(Rig rig) {
        CountDownLatch drawn = new CountDownLatch(1);
        rig.poe()
                .enqueue(
                        CHAT,
                        Scripts.streamOf(List.of(Scripts.piece(
                                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                                        + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":"
                                        + "\"![a](https://pfst.cf2.poecdn.net/base/image/1)\"},\"finish_reason\":\"stop\"}]}\n\n"
                                        + "data: [DONE]\n\n",
                                drawn::await))));
        CompletableFuture<Response> opened = CompletableFuture.supplyAsync(() -> opened(rig));
        awaitArrival(rig);
        rig.awaitPhase(RequestPhase.AWAITING_BYTES);
        rig.advance(Duration.ofSeconds(31));
        try (Response reply = rig.await(opened)) { // its head comes with the first sign of life
            drawn.countDown();
            String body = rig.reading(() -> reply.body().string());
            assertTrue(body.startsWith(": keepalive\n\n"), body);
            assertTrue(body.contains("event: image_generation.completed\ndata: {\"type\":"), body);
            assertEquals(1, body.split("event: ", -1).length - 1, body);
        }
    }

    @GatewayTest
    void aPictureThatFailsLateIsAnErrorInTheStream(Rig rig) {
        Script hanging = Scripts.json(200, "{}");
        rig.poe()
                .enqueue(
                        CHAT,
                        new Script(
                                hanging.status(),
                                hanging.headers(),
                                hanging.framing(),
                                hanging.pieces(),
                                new Mishap.HangBeforeHead()));
        CompletableFuture<Response> opened = CompletableFuture.supplyAsync(() -> opened(rig));
        rig.awaitPhase(RequestPhase.AWAITING_MEDIA);
        awaitArrival(rig);
        rig.advance(Duration.ofSeconds(31));
        try (Response reply = rig.await(opened)) { // its head comes with the first sign of life
            assertEquals(200, reply.code());
            rig.advance(Duration.ofMinutes(10));
            String body = rig.reading(() -> reply.body().string());
            assertTrue(body.contains("\"code\":\"upstream_timeout\""), body);
            assertFalse(body.contains("completed"), body);
        }
    }

    private static Response opened(Rig rig) {
        try {
            return rig.call("/v1/images/generations", DRAW).execute();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void awaitArrival(Rig rig) {
        rig.until(
                () -> rig.poe().arrivals(CHAT) == 1, () -> "calls: " + rig.poe().census());
    }
}
