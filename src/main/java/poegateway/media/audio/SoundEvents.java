package poegateway.media.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.dialect.OpenAiErrors;
import poegateway.fetch.MediaStream;
import poegateway.relay.Answer;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Sound on its way from its host to the caller, as OpenAI's events. */
final class SoundEvents implements Answer {
    /** A multiple of three, so that their base64 has no fill in the middle. */
    private static final int CHUNK_BYTES = 12 * 1024;

    private static final byte[] NONE = {};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> headers;
    private final MediaStream sound;
    private final Usage usage;

    /** {@code usage} is what the model counted. */
    SoundEvents(Map<String, String> headers, MediaStream sound, Usage usage) {
        this.headers = Map.copyOf(headers);
        this.sound = sound;
        this.usage = usage;
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
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        JsonWriter json = new JsonWriter();
        for (int count = fill(chunk); count > 0; count = fill(chunk)) {
            byte[] base64 = Base64.getEncoder().encode(count == chunk.length ? chunk : Arrays.copyOf(chunk, count));
            json.raw(DATA).beginObject().name("type").word("speech.audio.delta");
            json.name("audio").value(new JsonText(base64, 0, base64.length));
            json.endObject().raw(END).drainTo(out);
            out.flush();
        }
        json.raw(DATA).beginObject().name("type").word("speech.audio.done").name("usage");
        json.beginObject();
        json.name("input_tokens").value(usage.inputTokens());
        json.name("output_tokens").value(usage.outputTokens());
        json.name("total_tokens").value(usage.inputTokens() + usage.outputTokens());
        json.endObject().endObject().raw(END).drainTo(out);
    }

    private int fill(byte[] chunk) {
        int filled = 0;
        while (filled < chunk.length) {
            int count = sound.read(chunk, filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled;
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
        sound.close();
    }
}
