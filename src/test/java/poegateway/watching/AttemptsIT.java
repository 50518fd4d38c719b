package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** How often Poe was asked is told with errors too, and who was not asked is not blamed. */
class AttemptsIT {
    @GatewayTest(transport = Transport.H1, simulated = true, settings = "upstream.attempts=2")
    void errorsTellHowOftenPoeWasAsked(Rig rig, TestDialect dialect) {
        for (String model :
                new String[] {"error-429", "error-500", "error-402", "no-such-model", "error-429-retry-after-300"}) {
            long before = rig.poe().census().arrivals();
            Reply reply = rig.ask(dialect, model, false);
            long asked = rig.poe().census().arrivals() - before;
            assertEquals(Long.toString(asked), reply.header("x-poe-gateway-attempts"), model + reply.body());
            assertTrue(asked > 0, model);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsRefusedBeforePoeWasNotAsked(Rig rig) {
        Reply reply = rig.post("/v1/chat/completions", "{\"model\":\"GPT-5.2\"}");
        assertEquals(400, reply.status());
        assertEquals("0", reply.header("x-poe-gateway-attempts"));
        assertNull(rig.get("/v1/models/nothing-like-it").headers().get("x-poe-gateway-attempts"));
    }

    /** Pictures, speech, transcripts, videos and files, as chats. */
    @GatewayTest(transport = Transport.H1, simulated = true, settings = "upstream.attempts=2")
    void errorsOfMediaTellItToo(Rig rig) {
        for (String model : new String[] {"error-429", "error-500", "error-402"}) {
            long before = rig.poe().census().arrivals();
            Reply reply = rig.post("/v1/images/generations", "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"}");
            long asked = rig.poe().census().arrivals() - before;
            assertTrue(asked > 0, reply::body);
            assertEquals(Long.toString(asked), reply.header("x-poe-gateway-attempts"), reply::body);
        }
        for (String path : new String[] {
            "/v1/images/generations",
            "/v1/images/edits",
            "/v1/audio/speech",
            "/v1/audio/transcriptions",
            "/v1/videos",
            "/v1/files"
        }) {
            Reply refused = rig.post(path, "{}");
            assertEquals(400, refused.status(), path);
            assertEquals("0", refused.header("x-poe-gateway-attempts"), path);
        }
        for (String path :
                new String[] {"/v1/videos/video_none", "/v1/videos/video_none/content", "/v1/files/file-none"}) {
            Reply missing = rig.get(path);
            assertEquals(404, missing.status(), path);
            assertEquals("0", missing.header("x-poe-gateway-attempts"), path);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aNameThatTheListDoesNotHoldIsNoFaultOfPoe(Rig rig) {
        Reply reply = rig.get("/v1/models/openai/gpt-52");
        assertEquals("model_not_found", reply.errorCode());
        assertTrue(reply.errorMessage().contains("Closest: gpt-5"), reply::body);
        String line = rig.log(1).getFirst();
        assertTrue(line.contains("client_bad") && !line.contains("upstream_4xx"), line);
    }
}
