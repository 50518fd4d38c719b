package poegateway.media.video;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;
import poegateway.fetch.MediaPart;
import poegateway.media.MediaBytes;
import poegateway.relay.Answer;

/**
 * A video, or a part of it, on its way from whoever keeps it to the caller.
 *
 * @param id of the video
 */
record VideoAnswer(String id, MediaBytes.Opened opened) implements Answer {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final byte[] NOTHING = {};

    /** By which a caller knows the bytes again: those of one video stay the same. */
    static String entityTag(String id) {
        return "\"" + id + "\"";
    }

    @Override
    public int status() {
        return opened.part().isPresent() ? PARTIAL : OK;
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", opened.format().contentType());
        headers.put("cache-control", "private, no-store");
        headers.put(
                "content-disposition",
                "attachment; filename=\"" + id + "." + opened.format().word() + "\"");
        headers.put("accept-ranges", "bytes");
        headers.put("etag", entityTag(id));
        opened.part().map(MediaPart::contentRange).ifPresent(range -> headers.put("content-range", range));
        return headers;
    }

    @Override
    public OptionalLong length() {
        return opened.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        opened.writeTo(out);
    }

    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return NOTHING;
    }

    @Override
    public void close() {
        opened.close();
    }
}
