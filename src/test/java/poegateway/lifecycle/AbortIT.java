package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;

/** A thousand callers who leave at once: Poe is rid of all of them within a second. */
class AbortIT {
    private static final int CALLERS = 1_000;
    private static final int CALLERS_PER_CLIENT = 50; // a server counts resets per HTTP/2 connection, and rightly
    private static final Duration ALL_HERE = Duration.ofSeconds(40);
    private static final Duration ALL_GONE = Duration.ofSeconds(1);

    @GatewayTest(simulated = true)
    void aThousandStreamsThatFlowAreCancelled(Rig rig, TestDialect dialect) throws Exception {
        leaveTogether(rig, dialect, "mishap-hang-mid-body", true);
    }

    @GatewayTest(simulated = true)
    void aThousandWholeCallsThatWaitAreCancelled(Rig rig, TestDialect dialect) throws Exception {
        leaveTogether(rig, dialect, "mishap-hang-before-head", false);
    }

    private static void leaveTogether(Rig rig, TestDialect dialect, String model, boolean stream) throws Exception {
        List<OkHttpClient> clients = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            if (caller % CALLERS_PER_CLIENT == 0) {
                clients.add(rig.newCaller());
            }
            calls.add(clients.getLast()
                    .newCall(rig.request(dialect, model, stream).build()));
        }
        CountDownLatch over = new CountDownLatch(CALLERS);
        calls.forEach(call -> Thread.startVirtualThread(() -> run(call, over)));
        assertTrue(
                rig.poe().awaitOpen(CALLERS, ALL_HERE),
                () -> "open at Poe: " + rig.poe().census());
        rig.tick(); // from now on each caller is watched
        calls.forEach(Call::cancel);
        assertTrue(
                rig.poe().awaitOpen(0, ALL_GONE),
                () -> "left open at Poe: " + rig.poe().census());
        over.await();
        assertEquals(CALLERS, rig.poe().census().hangUps());
        clients.forEach(client -> client.connectionPool().evictAll());
    }

    private static void run(Call call, CountDownLatch over) {
        try (Response response = call.execute()) {
            response.body().string();
        } catch (IOException cancelled) {
            assertTrue(call.isCanceled());
        } finally {
            over.countDown();
        }
    }
}
