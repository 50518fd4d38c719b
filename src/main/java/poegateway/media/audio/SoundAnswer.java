package poegateway.media.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;
import poegateway.dialect.OpenAiErrors;
import poegateway.fetch.MediaStream;
import poegateway.relay.Answer;

/** Sound on its way from its host to the caller, as it is. One that breaks off does not end as if it were whole. */
final class SoundAnswer implements Answer {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final byte[] NONE = {};

    private final Map<String, String> headers;
    private final MediaStream sound;

    SoundAnswer(Map<String, String> headers, MediaStream sound) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", sound.format().contentType());
        this.headers = Map.copyOf(all);
        this.sound = sound;
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
        return sound.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = sound.read(chunk); count >= 0; count = sound.read(chunk)) {
            out.write(chunk, 0, count);
            out.flush();
        }
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
