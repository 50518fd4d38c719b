package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;

/** Bytes that are not what they should be end in a failure with a name, or in something that is what it should be. */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltMessagesTest {
    private static final int ROUNDS = 4_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final WireFormat CHAT = new ChatFormat();
    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-\t\r\n\u0000\uFFFFnul*>!()";
    private static final String REQUEST =
            "{\"model\":\"m\",\"max_tokens\":9000,\"system\":[{\"type\":\"text\",\"text\":\"Be\"}],\"messages\":[{\"role\":"
                    + "\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                    + "\"media_type\":\"image/png\",\"data\":\"AA\"}}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
                    + "\"thinking\":\"\",\"signature\":\"poe-gateway:responses:x\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\","
                    + "\"input\":{\"a\":\"\\n\"}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\","
                    + "\"content\":\"1\"}]}],\"tools\":[{\"name\":\"f\",\"input_schema\":{}}],\"tool_choice\":{\"type\":\"auto\"},"
                    + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"stop_sequences\":[\"a\"]}";

    /** Some work that may refuse its input. */
    private interface Act {
        void on(byte[] bytes) throws IOException;
    }

    @Test
    void aSpoiltStreamThatPassesEndsInAFailureOrItsEnd() throws IOException {
        int read = spoil(
                MessagesWire.message(),
                31,
                bytes -> assertTrue(MessagesWire.passed(List.of(bytes)).contains("message_stop")));
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltStreamEndsInAFailureOrAnEndMarkForChatCallers() throws IOException {
        int read = spoil(MessagesWire.message(), 32, bytes -> {
            String chunks = MessagesReplyTest.streamed(MessagesWire.MESSAGES, CHAT, List.of(bytes));
            assertTrue(chunks.endsWith("data: [DONE]\n\n"), chunks);
            for (String line : chunks.split("\n")) {
                if (line.startsWith("data: {")) {
                    MAPPER.readTree(line.substring("data: ".length()));
                }
            }
        });
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltChatEndsInAFailureOrAGoodStreamForCallersOfMessages() throws IOException {
        int read = spoil(
                MessagesReplyTest.CHAT_STREAM,
                33,
                bytes -> MessageGrammar.checked(
                        MessagesReplyTest.streamed(CHAT, MessagesWire.MESSAGES, List.of(bytes))));
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltStreamBecomesAWholeMessageOrAFailure() throws IOException {
        int read = spoil(MessagesWire.message(), 36, bytes -> {
            ReplyAssembler assembler = MessagesWire.MESSAGES
                    .streamToWhole(MessagesWire.context(), MessagesWire.LIMIT_BYTES, 1 << 20)
                    .orElseThrow();
            assembler.feed(bytes, 0, bytes.length);
            MAPPER.readTree(assembler.end(true).body());
        });
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltWholeMessageIsReadOrRefused() throws IOException {
        String whole = MessageGrammar.message(MessagesWire.message()).toString();
        int read = spoil(whole, 34, bytes -> {
            var passed = MessagesWire.MESSAGES.whole(bytes, MessagesWire.context());
            MessagesWire.MESSAGES.wholeToStream(bytes, passed, MessagesWire.context());
            MAPPER.readTree(new TranslatedFormat(CHAT, MessagesWire.MESSAGES, Bounds.NONE)
                    .whole(bytes, MessagesWire.context())
                    .body());
        });
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltRequestIsReadOrRefusedAndWhatIsWrittenOfItIsJson() throws IOException {
        int read = spoil(REQUEST, 35, bytes -> {
            MAPPER.readTree(MessagesWire.MESSAGES.open(bytes).edits().apply(bytes));
            TokenEstimate.of(bytes);
            Codec codec = MessagesWire.MESSAGES.codec().orElseThrow();
            Prompt prompt = codec.readRequest(bytes, "");
            for (Codec target : List.of(codec, CHAT.codec().orElseThrow())) {
                Target model = new Target("m", true, Optional.empty(), Dialect.MESSAGES);
                MAPPER.readTree(target.writeRequest(prompt, model).body().toByteArray());
            }
        });
        assertTrue(read > ROUNDS / 50, "too few were read: " + read);
    }

    private static int spoil(String whole, int seed, Act act) throws IOException {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = spoilt(whole, random);
            try {
                act.on(bytes);
                read++;
            } catch (FailureException refused) {
                // it has a name
            }
        }
        return read;
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
