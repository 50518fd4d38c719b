package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.TranslatedStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.Bytes;
import poegateway.wire.json.JsonEdits;

/** Chat to chat by way of meaning gives what passing the bytes gives. */
@Execution(ExecutionMode.CONCURRENT)
class ChatTranslationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ChatFormat CHAT = new ChatFormat();
    private static final Codec CODEC = CHAT.codec().orElseThrow();
    private static final TranslatedFormat TRANSLATED = new TranslatedFormat(CHAT, CHAT, Bounds.NONE);
    private static final int ROUNDS = 3_000;
    private static final int LIMIT_BYTES = 1 << 20;

    @Test
    void aRequestMeansTheSameAsItsBytes() throws IOException {
        Conversations conversations = new Conversations(new Random(1));
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode request = conversations.next();
            byte[] body = MAPPER.writeValueAsBytes(request);
            Opening opening = CHAT.open(body);
            ObjectNode passed = (ObjectNode) MAPPER.readTree(opening.edits().apply(body));
            ObjectNode translated = (ObjectNode) MAPPER.readTree(translated(body, opening.stream()));
            assertEquals(passed, translated, request::toPrettyString);
        }
    }

    /** A member of {@code stream} that is false says nothing, and neither do penalties of nothing. */
    @Test
    void whatSaysNothingIsLeftOut() throws IOException {
        String body =
                "{\"model\":\"m\",\"messages\":[],\"stream\":false,\"n\":1,\"presence_penalty\":0.0,\"logit_bias\":{},"
                        + "\"max_tokens\":0,\"tools\":null,\"extra_body\":{\"aspect\":\"1:1\",\"top_p\":0.5}}";
        assertEquals(
                MAPPER.readTree("{\"model\":\"m\",\"messages\":[],\"aspect\":\"1:1\",\"top_p\":0.5}"),
                MAPPER.readTree(translated(body.getBytes(UTF_8), false)));
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5.0,5", "0.5e1,5", "1e30,9223372036854775807"})
    void aLimitThatIsWholeIsALimitHoweverItIsWritten(String written, long tokens) {
        byte[] body = ("{\"model\":\"m\",\"messages\":[],\"max_tokens\":" + written + "}").getBytes(UTF_8);
        assertEquals(
                OptionalLong.of(tokens), CODEC.readRequest(body, "").bounds().maxTokens());
    }

    @Test
    void aLaterTurnBeginsWithTheBytesOfTheEarlierOne() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            Conversations conversations = new Conversations(random);
            ArrayNode messages = MAPPER.createArrayNode();
            byte[] before = {};
            for (int turn = 0; turn < 10; turn++) {
                conversations.turn(messages, turn);
                ObjectNode request = MAPPER.createObjectNode().put("model", "m");
                request.set("messages", messages);
                request.putArray("tools")
                        .addObject()
                        .put("type", "function")
                        .putObject("function")
                        .put("name", "f");
                byte[] after = translated(MAPPER.writeValueAsBytes(request), false);
                int common = Arrays.mismatch(before, after);
                assertTrue(common < 0 || common >= before.length - "]}".length(), "turn " + turn);
                before = after;
            }
        }
    }

    @Test
    void aPictureIsNotCopied() {
        byte[] body =
                ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{"
                                + "\"url\":\"data:image/png;base64," + "A".repeat(LIMIT_BYTES) + "\"}}]}]}")
                        .getBytes(UTF_8);
        Prompt prompt = CODEC.readRequest(body, "");
        WrittenRequest written = CODEC.writeRequest(prompt, target(prompt, false));
        assertEquals(body.length, written.body().length());
        assertTrue(written.body().share(body));
    }

    static List<Path> samples() {
        return Samples.in("chat");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aWholeReplyMeansTheSameAsItsBytes(Path file) throws IOException {
        byte[] body = Samples.read(file);
        JsonNode passed =
                MAPPER.readTree(CHAT.whole(body, context(false)).edits().apply(body));
        WholeReply translated = TRANSLATED.whole(body, context(false));
        assertEquals(normal(passed), normal(MAPPER.readTree(translated.body())));
        assertEquals(CHAT.whole(body, context(false)).usage(), translated.usage());
        assertEquals(CHAT.whole(body, context(false)).model(), translated.model());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamMeansTheSameAsItsBytes(Path file) throws IOException {
        byte[] whole = Samples.read(file);
        byte[] stream = Samples.frames(CHAT.whole(whole, context(false)).edits().apply(whole), true);
        assertEquals(together(stream), together(streamed(List.of(stream))));
    }

    @Test
    void aStreamIsTheSameHoweverItIsSplit() throws IOException {
        byte[] stream = ChatStreamEditsTest.everything().getBytes(UTF_8);
        byte[] whole = streamed(List.of(stream));
        assertTrue(new String(whole, UTF_8).endsWith("data: [DONE]\n\n"));
        for (int split = 0; split <= stream.length; split++) {
            assertEquals(new String(whole, UTF_8), new String(streamed(Bytes.cut(stream, split)), UTF_8));
        }
        assertEquals(new String(whole, UTF_8), new String(streamed(Bytes.singly(stream)), UTF_8));
    }

    private static byte[] streamed(List<byte[]> pieces) throws IOException {
        ReplyContext context = context(true);
        TranslatedStream stream = new TranslatedStream(
                CODEC.replyReader(context),
                CODEC.replyWriter(context),
                Bounds.NONE,
                LIMIT_BYTES,
                MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        stream.end(true, out);
        return out.toByteArray();
    }

    /** What a client puts together of a stream. */
    private static JsonNode together(byte[] stream) throws IOException {
        var assembler = CHAT.streamToWhole(context(false), LIMIT_BYTES, 10 * LIMIT_BYTES)
                .orElseThrow();
        assembler.feed(stream, 0, stream.length);
        WholeReply whole = assembler.end(true);
        return normal(MAPPER.readTree(whole.edits().apply(whole.body())));
    }

    /** Clients take an empty text beside calls, and one that is null, for the same. */
    private static JsonNode normal(JsonNode reply) {
        ObjectNode message = (ObjectNode) reply.path("choices").path(0).path("message");
        if (message.has("tool_calls") && message.path("content").asText("").isEmpty()) {
            message.putNull("content");
        }
        ObjectNode choice = (ObjectNode) reply.path("choices").path(0);
        choice.putIfAbsent("logprobs", null);
        return reply;
    }

    private static byte[] translated(byte[] body, boolean stream) {
        Prompt prompt = CODEC.readRequest(body, "");
        WrittenRequest written = CODEC.writeRequest(prompt, target(prompt, stream));
        assertEquals(List.of(), written.dropped());
        return written.body().toByteArray();
    }

    private static Target target(Prompt prompt, boolean stream) {
        return new Target(prompt.model(), stream, Optional.empty(), Dialect.CHAT);
    }

    private static ReplyContext context(boolean stream) {
        return new ReplyContext(
                "req-1",
                1_774_561_949L,
                new Opening("asked-model", stream, true, JsonEdits.NONE),
                PoeErrors.of("asked-model"));
    }
}
