package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Isolated;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Clients that introduced themselves and say no more. By the property mcp.sessions there are more than in the everyday run. */
@Isolated("the heap of the process is measured")
class IdleSessionsIT {
    private static final int SESSIONS = Integer.getInteger("mcp.sessions", 1_000);
    private static final int AT_ONCE = 16;
    /** 40 MiB for 10,000. */
    private static final long BYTES_EACH_MAX = 40L * 1024 * 1024 / 10_000;

    /** As much as is kept of what a client says of itself, and different from each. */
    private static final int WORD_CHARS = 64;

    private static final int CAPABILITIES = 32;
    private static final int COLLECTIONS = 3;

    @GatewayTest(
            transport = Transport.H1,
            settings = {"log.requests=false", "server.connections-per-address=1000"})
    void theLargestTakeLittleMemoryAndEndByThemselves(Rig rig) {
        introduce(rig, SESSIONS, SESSIONS); // what is made once is there
        rig.advance(Duration.ofMinutes(61));
        long before = usedAfterCollection();
        List<String> ids = introduce(rig, SESSIONS, 0);
        long rise = usedAfterCollection() - before;
        assertTrue(rise < SESSIONS * BYTES_EACH_MAX, () -> "used heap rose by " + rise + " bytes");
        assertEquals(SESSIONS, ids.stream().distinct().count());
        assertEquals(200, ping(rig, ids.getFirst()).status());
        rig.advance(Duration.ofMinutes(61));
        assertEquals(404, ping(rig, ids.getLast()).status());
    }

    private static List<String> introduce(Rig rig, int count, int from) {
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<String>> sessions = new ArrayList<>();
            for (int number = from; number < from + count; number++) {
                String introduction = introduction(number);
                sessions.add(CompletableFuture.supplyAsync(
                        () -> rig.post("/mcp", introduction).header("mcp-session-id"), callers));
            }
            return sessions.stream().map(CompletableFuture::join).toList();
        }
    }

    private static String introduction(int number) {
        ObjectNode message = McpJson.object().put("jsonrpc", "2.0").put("id", 1).put("method", "initialize");
        ObjectNode params = message.putObject("params").put("protocolVersion", "2025-11-25");
        params.putObject("clientInfo").put("name", word("name", number)).put("version", word("version", number));
        ObjectNode capabilities = params.putObject("capabilities");
        for (int capability = 0; capability < CAPABILITIES; capability++) {
            capabilities.putObject(word("capability-" + capability, number));
        }
        return McpJson.text(message);
    }

    private static String word(String begins, int number) {
        String word = begins + "-" + number + "-";
        return word + "x".repeat(WORD_CHARS - word.length());
    }

    private static Reply ping(Rig rig, String session) {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        return rig.read(rig.caller()
                .newCall(new okhttp3.Request.Builder()
                        .url(rig.gateway().url() + "/mcp")
                        .header("mcp-session-id", session)
                        .post(okhttp3.RequestBody.create(ping, okhttp3.MediaType.get("application/json")))
                        .build()));
    }

    /** The least of some looks: what others make meanwhile is in each of them. */
    private static long usedAfterCollection() {
        return LongStream.range(0, COLLECTIONS)
                .map(look -> {
                    System.gc();
                    return ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                })
                .min()
                .orElseThrow();
    }
}
