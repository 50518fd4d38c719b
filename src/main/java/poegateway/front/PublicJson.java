package poegateway.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Answers that tell of the gateway itself: they have a tag by which a caller knows them again, and are packed for whoever asks
 * for that. Answers of models are not: their length would tell, through encryption, how much of a secret is like the text of
 * a stranger beside it.
 */
public final class PublicJson {
    /** What fits into one packet anyway is not packed. */
    static final int PACKED_MIN_BYTES = 1_400;

    /** Lists differ by what a key may use and by dialect, and a gateway has few of them. */
    private static final int KEPT_MAX = 16;

    private static final String VARY = "Accept-Encoding, Authorization, X-Api-Key, Anthropic-Version";
    private static final int TAG_BYTES = 15;

    private final Map<String, byte[]> packed = new LinkedHashMap<>(KEPT_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** Sends it, or that the caller has it already. */
    public void send(Exchange exchange, byte[] json) throws IOException {
        String tag = tag(json);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("etag", tag);
        headers.put("vary", VARY);
        headers.put("cache-control", "private, no-cache");
        if (Preferences.knows(exchange.request().header("if-none-match"), tag)) {
            exchange.sendNotModified(headers);
            return;
        }
        boolean pack = json.length >= PACKED_MIN_BYTES
                && Preferences.wantsGzip(exchange.request().header("accept-encoding"));
        headers.put("content-type", "application/json");
        if (pack) {
            headers.put("content-encoding", "gzip");
        }
        exchange.sendDocument(headers, pack ? packed(tag, json) : json);
    }

    /** Weak, since it is one for the packed form and the plain one. */
    private static String tag(byte[] json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            byte[] part = Arrays.copyOf(digest, TAG_BYTES);
            return "W/\"" + Base64.getUrlEncoder().encodeToString(part) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private byte[] packed(String tag, byte[] json) {
        synchronized (packed) {
            return packed.computeIfAbsent(tag, unknown -> packed(json));
        }
    }

    private static byte[] packed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 8);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not refuse to be written to
        }
        return bytes.toByteArray();
    }
}
