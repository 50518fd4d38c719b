package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.bot.BotWire.DONE;
import static poegateway.dialect.bot.BotWire.META;
import static poegateway.dialect.bot.BotWire.chunk;
import static poegateway.dialect.bot.BotWire.file;
import static poegateway.dialect.bot.BotWire.replacement;
import static poegateway.dialect.bot.BotWire.text;
import static poegateway.dialect.bot.BotWire.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.core.Usage;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.chat.Conversations;
import poegateway.wire.Bytes;
import poegateway.wire.json.JsonText;

/** Chat completions and the bot protocol, in terms of each other. */
@Execution(ExecutionMode.CONCURRENT)
class BotTranslationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Codec CHAT = BotWire.CHAT.codec().orElseThrow();
    private static final TranslatedFormat CHAT_OF_BOT = new TranslatedFormat(BotWire.CHAT, BotWire.BOT, Bounds.NONE);
    private static final TranslatedFormat BOT_OF_CHAT = new TranslatedFormat(BotWire.BOT, BotWire.CHAT, Bounds.NONE);
    private static final int ROUNDS = 3_000;

    /** Members that have no place in the protocol; each is named when it is left out. */
    private static final Set<String> HINTS = Set.of("top_p", "seed", "user", "metadata", "reasoning_effort", "stream");

    @Test
    void whatBothCanSayComesBackAndWhatIsLostIsNamed() throws IOException {
        Conversations conversations = new Conversations(new Random(3));
        int expressed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode request = conversations.next();
            byte[] body = MAPPER.writeValueAsBytes(request);
            Prompt prompt = CHAT.readRequest(body, "").withMedia(BotTranslationTest::atAnAddress);
            Optional<WrittenRequest> query = query(prompt);
            if (query.isEmpty()) {
                continue;
            }
            expressed++;
            byte[] sent = query.get().body().toByteArray();
            MAPPER.readTree(sent);
            Prompt back = BotWire.CODEC.readRequest(sent, prompt.model());
            WrittenRequest again = CHAT.writeRequest(back, target(Dialect.BOT));
            List<String> lostAgain = new ArrayList<>(again.dropped());
            lostAgain.remove("content.content_type"); // one was made up, since a query must have it
            assertEquals(List.of(), lostAgain, request::toPrettyString);
            JsonNode after = MAPPER.readTree(again.body().toByteArray());
            JsonNode before = MAPPER.readTree(
                    CHAT.writeRequest(prompt, target(Dialect.CHAT)).body().toByteArray());
            Set<String> lost = new TreeSet<>(query.get().dropped());
            assertEquals(
                    common((ObjectNode) before, lost),
                    common((ObjectNode) after, new TreeSet<>()),
                    request::toPrettyString);
            assertEquals(Set.of(), lost, request::toPrettyString);
        }
        assertTrue(expressed > ROUNDS / 10, "too few could be said: " + expressed);
    }

    /** Takes out of a request what the protocol cannot say, and each of it from the names of what was left out. */
    private static JsonNode common(ObjectNode request, Set<String> lost) {
        for (String hint : HINTS) {
            take(request, hint, hint, lost);
        }
        lost.remove("max_tokens");
        request.remove(List.of("max_tokens", "max_completion_tokens", "stream_options", "parallel_tool_calls"));
        if (request.path("tool_choice").asText().equals("none")) {
            request.remove("tools");
        }
        request.remove("tool_choice");
        if (request.path("stop").isTextual()) {
            request.putArray("stop").add(request.remove("stop").asText());
        }
        for (JsonNode tool : request.path("tools")) {
            ObjectNode function = (ObjectNode) tool.path("function");
            take(function, "strict", "tools.function.strict", lost);
            function.putIfAbsent("description", function.textNode(""));
            function.putIfAbsent("parameters", parse("{\"type\":\"object\",\"properties\":{}}"));
        }
        if (!request.has("tools")) {
            lost.remove("tools.function.strict");
        }
        ArrayNode messages = (ArrayNode) request.remove("messages");
        ArrayNode all = request.putArray("messages");
        for (JsonNode each : messages) {
            message((ObjectNode) each, all, lost);
        }
        return request;
    }

    private static void message(ObjectNode message, ArrayNode all, Set<String> lost) {
        take(message, "name", "messages.name", lost);
        take(message, "refusal", "messages.refusal", lost);
        take(message, "mood", "messages.mood", lost);
        take(message, "reasoning_content", "messages.reasoning_content", lost);
        for (JsonNode call : message.path("tool_calls")) {
            take((ObjectNode) call, "extra_content", "tool_calls.extra_content", lost);
        }
        message.set("content", content(message.path("content"), lost));
        boolean says = !message.path("content").equals(parse("[\"\"]"));
        if (!says && message.has("tool_calls")) {
            message.remove("content");
        }
        all.add(message);
    }

    /** All words as one text, then the addresses of files. */
    private static ArrayNode content(JsonNode content, Set<String> lost) {
        ArrayNode said = MAPPER.createArrayNode();
        StringBuilder words = new StringBuilder(content.isTextual() ? content.asText() : "");
        List<String> files = new ArrayList<>();
        for (JsonNode part : content) {
            take((ObjectNode) part, "cache_control", "content.cache_control", lost);
            if (part.path("image_url").isObject()) {
                take((ObjectNode) part.path("image_url"), "detail", "content.image_url.detail", lost);
            }
            words.append(part.path("text").asText());
            String url = part.path("image_url")
                    .path("url")
                    .asText(part.path("file").path("file_data").asText());
            if (!url.isEmpty()) {
                files.add(url);
            }
        }
        said.add(words.toString());
        files.forEach(said::add);
        return said;
    }

    private static void take(ObjectNode from, String member, String name, Set<String> lost) {
        if (from.remove(member) != null) {
            lost.remove(name);
        }
    }

    private static Part.Media atAnAddress(Part.Media media) {
        MediaSource there = media.source() instanceof MediaSource.Inline inline
                ? new MediaSource.Address(
                        JsonText.of("https://p.net/" + inline.base64().length()), inline.mediaType())
                : media.source();
        return new Part.Media(media.kind(), there, media.name(), media.extras());
    }

    private static Optional<WrittenRequest> query(Prompt prompt) {
        try {
            return Optional.of(BotWire.CODEC.writeRequest(prompt, target(Dialect.CHAT)));
        } catch (FailureException refused) {
            assertTrue(refused.failure() instanceof ClientFailure.NotExpressible, refused::getMessage);
            return Optional.empty();
        }
    }

    private static Target target(Dialect caller) {
        return new Target("Claude-Sonnet-4.6", false, Optional.of(Set.of("aspect_ratio")), caller);
    }

    @Test
    void aChatCallerGetsTheAnswerOfABotWholeAndStreamed() throws IOException {
        String stream = META
                + text("*Thinking...*\\n\\n> hm\\n\\nLook: ![cat][abcd1234]")
                + file("\"abcd1234\"")
                + chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":\"{}\"}}]}",
                        "null")
                + chunk("{}", "\"tool_calls\"")
                + usage(8, 4)
                + DONE;
        JsonNode whole = whole(stream);
        JsonNode message = whole.path("choices").path(0).path("message");
        assertEquals(
                "Look: ![cat](https://p.net/a.png)", message.path("content").asText());
        assertEquals("hm", message.path("reasoning_content").asText());
        assertEquals(
                "f",
                message.path("tool_calls").path(0).path("function").path("name").asText());
        assertEquals(
                "tool_calls",
                whole.path("choices").path(0).path("finish_reason").asText());
        assertEquals(8, whole.path("usage").path("prompt_tokens").asInt());
        assertEquals("Some-Bot", whole.path("model").asText());
        String streamed = new String(BotWire.toChat(List.of(stream.getBytes(UTF_8))), UTF_8);
        assertEquals("Look: ![cat](https://p.net/a.png)", contents(streamed));
        assertTrue(streamed.endsWith("data: [DONE]\n\n"), streamed);
    }

    @Test
    void aTextThatReplacesIsOnlyContinuedWhereItBeginsAsTheOneBefore() throws IOException {
        assertEquals("Hello", contents(chat(META + text("Hel") + replacement("Hello") + DONE)));
        assertEquals("Wait\n\nHello", contents(chat(META + text("Wait") + replacement("Hello") + DONE)));
        assertEquals("Hello", content(whole(META + text("Wait") + replacement("Hel") + text("lo") + DONE)));
    }

    @Test
    void aFileThatNoWordsShowIsShownOnce() throws IOException {
        String stream = META + text("Here") + file("null") + DONE;
        String shown = "Here\n\n![a.png](https://p.net/a.png)";
        assertEquals(shown, contents(chat(stream)));
        assertEquals(shown, content(whole(stream)));
    }

    @Test
    void aBotCallerGetsTheAnswerOfAChatModelAsEvents() throws IOException {
        String head = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
        String stream = chatChunk(head, "{\"role\":\"assistant\",\"reasoning_content\":\"h\\nm\"}", "null")
                + chatChunk(head, "{\"content\":\"Hello\"}", "null")
                + chatChunk(
                        head,
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":\"{}\"}}]}",
                        "null")
                + chatChunk(head, "{}", "\"tool_calls\"")
                + "data: " + head
                + "\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":4,\"total_tokens\":12,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":6}}}\n\ndata: [DONE]\n\n";
        byte[] bytes = stream.getBytes(UTF_8);
        String events = new String(BotWire.translated(CHAT, BotWire.CODEC, List.of(bytes)), UTF_8);
        String json =
                "event: json\ndata: {\"id\":\"chatcmpl-req-1\",\"object\":\"chat.completion.chunk\",\"created\":1774561949,"
                        + "\"model\":\"Some-Bot\",\"choices\":[";
        String delta = json + "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,";
        assertEquals(
                "event: meta\ndata: {\"content_type\":\"text/markdown\",\"suggested_replies\":false}\n\n"
                        + said("*Thinking...*\\n\\n> ") + said("h\\n> m") + said("\\n\\n") + said("Hello")
                        + delta
                        + "\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]},\"finish_reason\":"
                        + "null}]}\n\n"
                        + delta + "\"function\":{\"arguments\":\"{}\"}}]},\"finish_reason\":null}]}\n\n"
                        + json + "{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
                        + json + "],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":4,\"total_tokens\":12,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":6}}}\n\n"
                        + DONE,
                events);
        for (int split = 0; split <= bytes.length; split++) {
            assertEquals(
                    events,
                    new String(BotWire.translated(CHAT, BotWire.CODEC, Bytes.cut(bytes, split)), UTF_8),
                    "split at " + split);
        }
    }

    @Test
    void aWholeChatCompletionIsTheStreamThatItCouldHaveBeen() throws IOException {
        byte[] body =
                ("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"reasoning_content\":\"hm\",\"refusal\":null},"
                                + "\"logprobs\":null,\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":3,"
                                + "\"completion_tokens\":4,\"total_tokens\":7}}")
                        .getBytes(UTF_8);
        WholeReply whole = BOT_OF_CHAT.whole(body, BotWire.context());
        assertEquals(Optional.of(new Usage(3, 4)), whole.usage());
        byte[] events =
                BOT_OF_CHAT.wholeToStream(body, whole, BotWire.context()).orElseThrow();
        assertArrayEquals(events, whole.body());
        assertEquals(
                List.of("thoughts hm", "words Hello", "counted 3 4", "finished LENGTH"),
                BotWire.steps(new String(events, UTF_8)));
    }

    @Test
    void anAnswerThatIsWrittenIsReadAsTheSame() throws IOException {
        String stream = META
                + text("*Thinking...*\\n\\n> a\\n> \\n> b > c\\n\\nHello\\n> quoted")
                + replacement("Hi")
                + file("null")
                + BotWire.event("suggested_reply", "{\"text\":\"More\"}")
                + chunk("{}", "\"length\"")
                + usage(1, 2)
                + DONE;
        List<String> once = BotWire.steps(stream);
        String again =
                new String(BotWire.translated(BotWire.CODEC, BotWire.CODEC, List.of(stream.getBytes(UTF_8))), UTF_8);
        assertEquals(once, BotWire.steps(again));
        assertTrue(once.contains("finished LENGTH") && once.contains("suggested More"), once::toString);
    }

    @Test
    void nothingIsSaidBeforeTheModelSpeaks() throws IOException {
        var writer = BotWire.CODEC.replyWriter(BotWire.context());
        assertFalse(writer.started());
        assertEquals(0, writer.heartbeat().length);
        assertEquals(
                "failed 404 model_not_found",
                BotWire.steps(META, BotWire.event("error", "{\"text\":\"Bot does not exist\"}"))
                        .getLast());
    }

    private static String said(String raw) {
        return "event: text\ndata: {\"text\":\"" + raw + "\"}\n\n";
    }

    private static String chatChunk(String head, String delta, String finish) {
        return "data: " + head + "\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String chat(String stream) throws IOException {
        return new String(BotWire.toChat(List.of(stream.getBytes(UTF_8))), UTF_8);
    }

    private static JsonNode whole(String stream) throws IOException {
        Opening asked =
                new Opening("Some-Bot", false, true, BotWire.context().opening().edits());
        ReplyContext context =
                new ReplyContext("req-1", 1L, asked, BotWire.context().errors());
        ReplyAssembler assembler = CHAT_OF_BOT
                .streamToWhole(context, BotWire.LIMIT_BYTES, BotWire.LIMIT_BYTES)
                .orElseThrow();
        byte[] bytes = stream.getBytes(UTF_8);
        assembler.feed(bytes, 0, bytes.length);
        assertTrue(assembler.done());
        return MAPPER.readTree(assembler.end(true).body());
    }

    private static String content(JsonNode whole) {
        return whole.path("choices").path(0).path("message").path("content").asText();
    }

    /** All words of a stream of chunks. */
    private static String contents(String chunks) throws IOException {
        StringBuilder words = new StringBuilder();
        for (String line : chunks.split("\n")) {
            if (line.startsWith("data: {")) {
                words.append(MAPPER.readTree(line.substring("data: ".length()))
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText(""));
            }
        }
        return words.toString();
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
