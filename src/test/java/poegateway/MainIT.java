package poegateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.rig.ChatDialect;
import poegateway.rig.Program;

/** The program from outside: what it says, how it ends, and how much memory it needs. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class MainIT {
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    Path folder = Path.of("");

    @Test
    void withoutAKeyTheSimulatorAnswersAndTheProgramSaysSo() throws Exception {
        try (Program program = Program.start(folder, List.of(), "--port", "0")) {
            URI url = program.awaitReady();
            assertTrue(
                    chat(url, ChatDialect.CHAT.body("Claude-Sonnet-4.6", true)).endsWith("data: [DONE]\n\n"));
            program.terminate();
            assertTrue(program.awaitEnd().contains("simulator"));
            assertFalse(program.alive());
        }
    }

    @Test
    void streamsUnderWayWhenItIsToldToStopEndAndTheExitCodeSaysWhetherOneWasCut() throws Exception {
        assertEquals(0, exitCodeOfStopUnder("slow-events", "59s", "data: [DONE]\n\n"));
        assertEquals(4, exitCodeOfStopUnder("slow-stall", "1s", "gateway_restarting"));
    }

    private int exitCodeOfStopUnder(String model, String drainTimeout, String end) throws Exception {
        try (Program program =
                Program.start(folder, List.of(), "--port", "0", "--server.drain-timeout=" + drainTimeout)) {
            URI url = program.awaitReady();
            RequestBody json =
                    RequestBody.create(ChatDialect.CHAT.body(model, true), MediaType.get("application/json"));
            try (Response response =
                    new OkHttpClient().newCall(request(url, json)).execute()) {
                program.terminate();
                String body = response.body().string();
                assertTrue(body.contains(end), body);
            }
            String said = program.awaitEnd();
            assertTrue(said.contains("stopping: 1 request under way may end within " + drainTimeout), said);
            return program.exitCode();
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentenceWithTheFix() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                Program program = Program.start(folder, List.of(), "--port", Integer.toString(taken.getLocalPort()))) {
            String said = program.awaitEnd();
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.contains("--port"), said);
            assertEquals(1, program.exitCode());
        }
    }

    @Test
    void wrongSettingsAreSaidWithTheirPlace() throws Exception {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config").resolve("poe-gateway.yaml"), "server:\n  prot: 1\n");
        try (Program program = Program.start(folder, List.of())) {
            String said = program.awaitEnd();
            assertTrue(said.contains("config/poe-gateway.yaml:2:3 unknown key 'server.prot'"), said);
            assertEquals(3, program.exitCode());
        }
    }

    @Test
    void poeWithoutAKeyIsRefused() throws Exception {
        try (Program program = Program.start(folder, List.of(), "--poe.source=poe")) {
            assertTrue(program.awaitEnd().contains("POE_API_KEY"));
            assertEquals(3, program.exitCode());
        }
    }

    @Test
    void aWordThatNobodyKnowsIsWrongUsage() throws Exception {
        try (Program program = Program.start(folder, List.of(), "sreve")) {
            assertTrue(program.awaitEnd().contains("sreve"));
            assertEquals(2, program.exitCode());
        }
        try (Program program = Program.start(folder, List.of(), "--help")) {
            assertTrue(program.awaitEnd().contains("--port"));
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void theSimulatorRunsByItself() throws Exception {
        try (Program program = Program.start(folder, List.of(), "sim", "--port", "0")) {
            URI url = program.awaitReady();
            Request models = new Request.Builder().url(url + "/v1/models").build();
            try (Response response = new OkHttpClient().newCall(models).execute()) {
                assertEquals(200, response.code());
            }
        }
    }

    @Test
    void fortyBodiesOf20MebibytesAtOnceFitInto256MebibytesOfHeap() throws Exception {
        int callers = 40;
        String body = ChatDialect.CHAT.body("Claude-Sonnet-4.6", false).replace("hello", "A".repeat(20 * MEBIBYTE));
        ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
        try (Program program = Program.start(folder, List.of("-Xmx256m"), "--port", "0")) {
            URI url = program.awaitReady();
            CountDownLatch over = new CountDownLatch(callers);
            OkHttpClient client = new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(java.time.Duration.ofSeconds(60))
                    .build();
            RequestBody large = RequestBody.create(body, MediaType.get("application/json"));
            for (int caller = 0; caller < callers; caller++) {
                Thread.startVirtualThread(() -> {
                    try (Response response = client.newCall(request(url, large)).execute()) {
                        statuses.add(response.code());
                    } catch (java.io.IOException cut) {
                        statuses.add(0);
                    } finally {
                        over.countDown();
                    }
                });
            }
            over.await();
            assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 503), statuses::toString);
            assertTrue(statuses.contains(200), statuses::toString);
            assertTrue(
                    chat(url, ChatDialect.CHAT.body("Claude-Sonnet-4.6", false)).contains("chat.completion"));
            program.terminate();
            assertFalse(program.awaitEnd().contains("OutOfMemory"));
        }
    }

    private static String chat(URI url, String body) throws java.io.IOException {
        RequestBody json = RequestBody.create(body, MediaType.get("application/json"));
        try (Response response = new OkHttpClient().newCall(request(url, json)).execute()) {
            assertEquals(200, response.code());
            return response.body().string();
        }
    }

    private static Request request(URI url, RequestBody body) {
        return new Request.Builder()
                .url(url + "/v1/chat/completions")
                .post(body)
                .build();
    }
}
