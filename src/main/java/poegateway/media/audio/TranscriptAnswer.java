package poegateway.media.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.conversation.Reply;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.dialect.OpenAiErrors;
import poegateway.relay.Answer;
import poegateway.relay.HeaderNames;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** What was said, in OpenAI's form. */
final class TranscriptAnswer implements Answer {
    private static final byte[] NONE = {};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean stream;

    private TranscriptAnswer(Map<String, String> headers, byte[] body, boolean stream) {
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.stream = stream;
    }

    static TranscriptAnswer of(TranscriptRequest asked, String text, Reply reply, List<String> dropped) {
        Map<String, String> headers = new LinkedHashMap<>();
        String model = reply.model().map(JsonText::decoded).orElse(asked.model());
        headers.put("x-poe-gateway-model", HeaderNames.listed(List.of(model)));
        if (!dropped.isEmpty()) {
            headers.put("x-poe-gateway-dropped", HeaderNames.listed(dropped));
        }
        byte[] body = switch (asked.form()) {
            case JSON -> json(text, reply.usage());
            case EVENTS -> events(text, reply.usage());
            case TEXT -> {
                headers.put("content-type", "text/plain; charset=utf-8");
                yield (text + "\n").getBytes(StandardCharsets.UTF_8);
            }
        };
        return new TranscriptAnswer(headers, body, asked.form() == TranscriptRequest.Form.EVENTS);
    }

    private static byte[] json(String text, Optional<Usage> usage) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("text").value(text);
        usage.ifPresent(counted -> usage(counted, json));
        return json.endObject().written().toByteArray();
    }

    /** Models write all of it at once, so there is one piece of it. */
    private static byte[] events(String text, Optional<Usage> usage) {
        JsonWriter json = new JsonWriter();
        json.raw(DATA).beginObject().name("type").word("transcript.text.delta");
        json.name("delta").value(text).endObject().raw(END);
        json.raw(DATA).beginObject().name("type").word("transcript.text.done");
        json.name("text").value(text);
        usage.ifPresent(counted -> usage(counted, json));
        return json.endObject().raw(END).written().toByteArray();
    }

    /** Poe does not tell which of the tokens are of sound: all count as those of text. */
    private static void usage(Usage counted, JsonWriter json) {
        json.name("usage").beginObject().name("type").word("tokens");
        json.name("input_tokens").value(counted.inputTokens());
        json.name("output_tokens").value(counted.outputTokens());
        json.name("total_tokens").value(counted.inputTokens() + counted.outputTokens());
        json.name("input_token_details").beginObject();
        json.name("text_tokens")
                .value(counted.inputTokens())
                .name("audio_tokens")
                .value(0);
        json.endObject().endObject();
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return stream ? OptionalLong.empty() : OptionalLong.of(body.length);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }

    @Override
    public byte[] heartbeat() {
        return NONE;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return new OpenAiErrors().event(failure);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
