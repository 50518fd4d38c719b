package poegateway.dialect.responses;

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
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;

/** Bytes that are not what they should be end in a failure with a name, or in something that is what it should be. */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltResponsesTest {
    private static final int ROUNDS = 4_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-\t\r\n\u0000\uFFFFnul*>!()";
    private static final String STREAM = ResponsesWire.message()
            .replace(
                    "event: response.completed",
                    ResponsesWire.event("output_item.done", 8, "\"output_index\":1,\"item\":" + ResponsesWire.CALL)
                            + "event: response.completed");
    private static final String CHAT_STREAM =
            ResponsesWire.chunk("{\"role\":\"assistant\",\"reasoning_content\":\"Hm\"}", "null")
                    + ResponsesWire.chunk("{\"content\":\"Hi \\ud83d\"}", "null")
                    + ResponsesWire.chunk(
                            "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                                    + "\"arguments\":\"{}\"}}]}",
                            "null")
                    + ResponsesWire.chunk("{}", "\"tool_calls\"")
                    + ResponsesWire.DONE;
    private static final String REQUEST =
            "{\"model\":\"m\",\"instructions\":\"Be\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},"
                    + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AA\"}]},{\"type\":\"reasoning\",\"summary\":[{\"text\":\"a\"}],"
                    + "\"encrypted_content\":\"poe-gateway:messages:x\"},{\"type\":\"custom_tool_call\",\"call_id\":\"c\",\"name\":\"f\",\"input\":\"\\n\"},"
                    + "{\"type\":\"custom_tool_call_output\",\"call_id\":\"c\",\"output\":\"1\"}],\"tools\":[{\"type\":\"custom\",\"name\":\"f\"},"
                    + "{\"type\":\"namespace\",\"name\":\"n\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]}],\"tool_choice\":\"auto\","
                    + "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{}}},\"reasoning\":{\"effort\":\"low\"}}";

    /** Some work that may refuse its input. */
    private interface Act {
        void on(byte[] bytes) throws IOException;
    }

    @Test
    void aSpoiltStreamThatPassesEndsInAFailureOrItsEnd() throws IOException {
        int read = spoil(STREAM, 31, bytes -> ResponsesWire.passed(List.of(bytes)));
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltStreamEndsInAFailureOrAnEndMarkForChatCallers() throws IOException {
        int read = spoil(STREAM, 32, bytes -> {
            String chunks =
                    ResponsesWire.translated(ResponsesWire.RESPONSES, ResponsesWire.CHAT, Bounds.NONE, List.of(bytes));
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
    void aSpoiltChatEndsInAFailureOrAGoodStreamForCallersOfResponses() throws IOException {
        int read = spoil(
                CHAT_STREAM,
                33,
                bytes -> EventGrammar.checked(ResponsesWire.translated(
                        ResponsesWire.CHAT, ResponsesWire.RESPONSES, Bounds.NONE, List.of(bytes))));
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltWholeResponseIsReadOrRefused() throws IOException {
        String whole = ResponsesWire.response(
                "completed", ResponsesWire.USAGE, ResponsesWire.REASONING, ResponsesWire.MESSAGE, ResponsesWire.CALL);
        int read = spoil(whole, 34, bytes -> {
            var passed = ResponsesWire.RESPONSES.whole(bytes, ResponsesWire.context());
            MAPPER.readTree(passed.edits().apply(bytes));
            ResponsesWire.RESPONSES.wholeToStream(bytes, passed, ResponsesWire.context());
            MAPPER.readTree(new TranslatedFormat(ResponsesWire.CHAT, ResponsesWire.RESPONSES, Bounds.NONE)
                    .whole(bytes, ResponsesWire.context())
                    .body());
        });
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @Test
    void aSpoiltRequestIsReadOrRefusedAndWhatIsWrittenOfItIsJson() throws IOException {
        int read = spoil(REQUEST, 35, bytes -> {
            MAPPER.readTree(ResponsesWire.RESPONSES.open(bytes).edits().apply(bytes));
            Codec codec = ResponsesWire.RESPONSES.codec().orElseThrow();
            Prompt prompt = codec.readRequest(bytes, "");
            for (Codec target : List.of(codec, ResponsesWire.CHAT.codec().orElseThrow())) {
                Target model = new Target("m", true, Optional.empty(), Dialect.RESPONSES);
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
