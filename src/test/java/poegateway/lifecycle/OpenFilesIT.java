package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.ChatDialect;
import poegateway.rig.Program;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;

/** A process that may open few files is short of connections, and of nothing else. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
@Timeout(300)
class OpenFilesIT {
    /** The jars of the tests stay open too. */
    private static final int FILES = 256 + System.getProperty("java.class.path").split(File.pathSeparator, -1).length;

    private static final int CALLERS = 600;
    private static final String MODEL = "Claude-Sonnet-4.6";

    @TempDir
    Path folder = Path.of("");

    @Test
    void callersByTheHundredRightAfterTheStartAreServedOrTold503AndLaterAllAreServed() throws Exception {
        try (Program program = Program.startWithOpenFiles(FILES, folder, "--port", "0")) {
            URI url = program.awaitReady();
            Collection<String> answers = allAtOnce(url);
            assertEquals(CALLERS, answers.size());
            assertEquals(
                    List.of(),
                    answers.stream().filter(answer -> !isServedOrTold(answer)).toList());
            assertTrue(answers.contains("200"), answers::toString);
            for (int i = 0; i < 20; i++) {
                assertEquals("200", ask(url, () -> {}));
            }
            program.terminate();
            String said = program.awaitEnd();
            assertEquals(0, program.exitCode(), said);
        }
    }

    private static boolean isServedOrTold(String answer) {
        return answer.equals("200") || answer.equals("503 gateway_overloaded 1");
    }

    /** None of them closes its connection before all have been answered. */
    private static Collection<String> allAtOnce(URI url) throws InterruptedException {
        Collection<String> answers = new ConcurrentLinkedQueue<>();
        Phaser answered = new Phaser(CALLERS);
        CountDownLatch over = new CountDownLatch(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            Thread.startVirtualThread(() -> {
                answers.add(ask(url, answered::arriveAndAwaitAdvance));
                over.countDown();
            });
        }
        over.await();
        return answers;
    }

    private static String ask(URI url, Runnable beforeClosing) {
        try (RawCaller caller = new RawCaller(url)) {
            try {
                Reply reply = caller.ask(ChatDialect.CHAT, MODEL, false).reply();
                return reply.status() == 200
                        ? "200"
                        : reply.status() + " " + reply.errorCode() + " " + reply.header("retry-after");
            } finally {
                beforeClosing.run();
            }
        } catch (IOException | RuntimeException broken) {
            return broken.toString();
        }
    }
}
