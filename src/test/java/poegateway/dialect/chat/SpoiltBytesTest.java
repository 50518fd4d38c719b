package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.poe.PoeErrors;

/** Bytes spoilt at random are read or refused; nothing else comes out. */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltBytesTest {
    private static final int ROUNDS = 4_000;
    private static final int LIMIT_BYTES = 100_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-\t\r\n\u0000\uFFFFnul";

    /** Some work that may refuse its input. */
    private interface Act {
        void on(byte[] bytes) throws IOException;
    }

    @Test
    void aSpoiltRequestIsReadOrRefusedAndWhatIsReadStaysJson() throws IOException {
        RequestBodies bodies = new RequestBodies(new Random(7));
        Random random = new Random(8);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += survives(spoilt(bodies.next().getBytes(UTF_8), random), bytes -> {
                byte[] edited = ChatRequest.read(bytes).edits().apply(bytes);
                MAPPER.readTree(edited);
            });
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltReplyIsReadOrRefusedAndWhatIsReadStaysJson() throws IOException {
        List<Path> samples = Samples.in("chat");
        Random random = new Random(9);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] sample = Samples.read(samples.get(round % samples.size()));
            read += survives(spoilt(sample, random), bytes -> {
                byte[] edited =
                        ChatReply.rewrite(bytes, Samples.ENVELOPE).edits().apply(bytes);
                MAPPER.readTree(edited);
                Samples.frames(bytes, true);
            });
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltStreamEndsInAFailureOrAnEndMark() throws IOException {
        byte[] stream = ChatStreamEditsTest.everything().getBytes(UTF_8);
        Random random = new Random(10);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += survives(spoilt(stream, random), bytes -> {
                StreamRun run = new StreamRun(round(bytes)).feed(List.of(bytes)).end();
                assertTrue(run.written().endsWith("data: [DONE]\n\n"));
                ReplyAssembler whole = Samples.assembler(LIMIT_BYTES, LIMIT_BYTES);
                whole.feed(bytes, 0, bytes.length);
                MAPPER.readTree(whole.end(true).body());
            });
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltErrorIsStillAnError() {
        List<Path> samples = Samples.in("errors");
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = spoilt(Samples.read(samples.get(round % samples.size())), random);
            int status =
                    PoeErrors.of("m").read(400 + random.nextInt(200), bytes).status();
            assertTrue(status >= 400 && status < 505, "status " + status);
        }
    }

    private static boolean round(byte[] bytes) {
        return bytes.length % 2 == 0;
    }

    private static int survives(byte[] bytes, Act act) throws IOException {
        try {
            act.on(bytes);
            return 1;
        } catch (FailureException refused) {
            return 0;
        }
    }

    private static byte[] spoilt(byte[] bytes, Random random) {
        StringBuilder text = new StringBuilder(new String(bytes, UTF_8));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            char character = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, character);
                case 1 -> text.insert(at, character);
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
            }
        }
        return text.toString().getBytes(UTF_8);
    }
}
