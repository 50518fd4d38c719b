package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;

/** Answers of bots with a code fence around them, for callers who asked for JSON. */
@Execution(ExecutionMode.CONCURRENT)
class UnfencedStreamTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<WireFormat> CALLERS = List.of(BotWire.CHAT, new ResponsesFormat(), new MessagesFormat());
    private static final String STREAM = BotWire.META
            + BotWire.text("*Thinking...*\\n\\n> ```json\\n\\n``")
            + BotWire.text("`js")
            + BotWire.text("on\\n{\\\"a\\\":\\\"```\\\"")
            + BotWire.text(",\\\"b\\\":\\\"\\ud83d\\ude00\\\"}\\n\\u0060")
            + BotWire.text("``\\n")
            + BotWire.DONE;
    private static final String JSON = "{\"a\":\"```\",\"b\":\"😀\"}";

    @Test
    void anySplitOfTheBytesGivesTheSameBytes() throws IOException {
        byte[] stream = STREAM.getBytes(UTF_8);
        for (WireFormat caller : CALLERS) {
            byte[] once = translated(caller, stream, stream.length);
            for (int cut = 0; cut < stream.length; cut++) {
                assertArrayEquals(once, translated(caller, stream, cut), "cut at " + cut);
            }
        }
        assertEquals(JSON, contents(new String(translated(BotWire.CHAT, stream, stream.length), UTF_8)));
    }

    @Test
    void aWholeReplyHasTheSameWords() throws IOException {
        byte[] stream = STREAM.getBytes(UTF_8);
        ReplyAssembler whole = unfenced(BotWire.CHAT)
                .streamToWhole(BotWire.context(), BotWire.LIMIT_BYTES, BotWire.LIMIT_BYTES)
                .orElseThrow();
        whole.feed(stream, 0, stream.length);
        assertTrue(whole.done());
        JsonNode reply = MAPPER.readTree(whole.end(true).body());
        assertEquals(JSON, reply.at("/choices/0/message/content").asText());
    }

    private static TranslatedFormat unfenced(WireFormat caller) {
        return new TranslatedFormat(caller, BotWire.BOT, Bounds.NONE).unfenced();
    }

    private static byte[] translated(WireFormat caller, byte[] bytes, int cut) throws IOException {
        ReplyStream stream = unfenced(caller).stream(BotWire.context(), BotWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stream.feed(bytes, 0, cut, out);
        stream.feed(bytes, cut, bytes.length - cut, out);
        stream.end(true, out);
        return out.toByteArray();
    }

    private static String contents(String chunks) throws IOException {
        StringBuilder words = new StringBuilder();
        for (String line : chunks.split("\n")) {
            if (line.startsWith("data: {")) {
                words.append(MAPPER.readTree(line.substring("data: ".length()))
                        .at("/choices/0/delta/content")
                        .asText(""));
            }
        }
        return words.toString().replace("null", "");
    }
}
