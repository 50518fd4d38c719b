package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.Target;

/** Bytes spoilt at random are read or refused; nothing else comes out. */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltEventsTest {
    private static final int ROUNDS = 6_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-\t\r\n\u0000\uFFFFnul*>!()";
    private static final String STREAM = BotWire.META
            + BotWire.text("*Thinking...*\\n\\n> h\\u00e4\\n> \\n> m\\n\\nLook: ![cat]")
            + BotWire.text("[abcd1234] 👋")
            + BotWire.file("\"abcd1234\"")
            + BotWire.replacement("![x][abcd1234]")
            + BotWire.event("suggested_reply", "{\"text\":\"More\"}")
            + BotWire.chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                            + "\"arguments\":\"{\\\"a\\\":1}\"}}]}",
                    "null")
            + BotWire.chunk("{}", "\"tool_calls\"")
            + BotWire.usage(3, 4)
            + BotWire.DONE;
    private static final String QUERY =
            "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"Hi\",\"parameters\":{\"a\":1},"
                    + "\"attachments\":[{\"url\":\"https://e.com/a\",\"content_type\":\"image/png\",\"name\":\"a\"}]},"
                    + "{\"role\":\"bot\",\"message_type\":\"function_call\",\"content\":\"[{\\\"id\\\":\\\"a\\\",\\\"function\\\":"
                    + "{\\\"name\\\":\\\"f\\\",\\\"arguments\\\":\\\"{}\\\"}}]\"},{\"role\":\"tool\",\"content\":"
                    + "\"[{\\\"tool_call_id\\\":\\\"a\\\",\\\"content\\\":\\\"1\\\"}]\"}],\"temperature\":0.5,"
                    + "\"stop_sequences\":[\"a\"],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                    + "\"tool_calls\":[],\"tool_results\":[]}";

    /** Some work that may refuse its input. */
    private interface Act {
        void on(byte[] bytes) throws IOException;
    }

    @Test
    void aSpoiltStreamEndsInAFailureOrAnEndMarkForChatCallers() throws IOException {
        Random random = new Random(21);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += survives(spoilt(STREAM, random), bytes -> {
                String chunks = new String(BotWire.toChat(List.of(bytes)), UTF_8);
                assertTrue(chunks.endsWith("data: [DONE]\n\n"), chunks);
                for (String line : chunks.split("\n")) {
                    if (line.startsWith("data: {")) {
                        MAPPER.readTree(line.substring("data: ".length()));
                    }
                }
            });
        }
        assertTrue(read > ROUNDS / 10, "too few were read: " + read);
    }

    @Test
    void aSpoiltStreamEndsInAFailureOrItsEndForBotCallers() throws IOException {
        Random random = new Random(22);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += survives(spoilt(STREAM, random), bytes -> {
                ReplyStream stream = BotWire.BOT.stream(BotWire.context(), BotWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                stream.feed(bytes, 0, bytes.length, out);
                stream.end(true, out);
                assertTrue(stream.done());
            });
        }
        assertTrue(read > ROUNDS / 10, "too few were read: " + read);
    }

    @Test
    void aSpoiltQueryIsReadOrRefusedAndWhatIsWrittenOfItIsJson() throws IOException {
        Random random = new Random(23);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += survives(spoilt(QUERY, random), bytes -> {
                BotWire.BOT.open(bytes, "m");
                Prompt prompt = BotWire.CODEC.readRequest(bytes, "m");
                for (var codec : List.of(BotWire.CODEC, BotWire.CHAT.codec().orElseThrow())) {
                    Target target = new Target("m", true, Optional.empty(), Dialect.BOT);
                    MAPPER.readTree(codec.writeRequest(prompt, target).body().toByteArray());
                }
            });
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    private static int survives(byte[] bytes, Act act) throws IOException {
        try {
            act.on(bytes);
            return 1;
        } catch (FailureException refused) {
            return 0;
        }
    }

    private static byte[] spoilt(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
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
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
