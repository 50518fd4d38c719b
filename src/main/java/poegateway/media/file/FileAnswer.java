package poegateway.media.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;
import poegateway.relay.Answer;
import poegateway.vault.KeptBytes;
import poegateway.vault.VaultReader;

/** Bytes that are kept, or a part of them, for whoever asked for that. A browser shows what it is told they are, and no more. */
public final class FileAnswer implements Answer {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final byte[] NOTHING = {};

    private final KeptBytes kept;
    private final VaultReader reader;
    private final Optional<AskedRange> range;
    private final String disposition;
    private final String caching;

    /**
     * An answer.
     *
     * @param disposition {@code inline} or {@code attachment}
     * @param caching what the header {@code Cache-Control} says
     */
    public FileAnswer(
            KeptBytes kept, VaultReader reader, Optional<AskedRange> range, String disposition, String caching) {
        this.kept = kept;
        this.reader = reader;
        this.range = range;
        this.disposition = disposition;
        this.caching = caching;
    }

    /** By which a caller knows the bytes again; what is kept under an id never changes. */
    public static String entityTag(KeptBytes kept) {
        return "\"" + kept.id() + "\"";
    }

    @Override
    public int status() {
        return range.isPresent() ? PARTIAL : OK;
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", kept.label().mediaType());
        headers.put("cache-control", caching);
        headers.put("content-disposition", disposition + named(kept.label().name()));
        headers.put("content-security-policy", "default-src 'none'; sandbox");
        headers.put("accept-ranges", "bytes");
        headers.put("etag", entityTag(kept));
        range.ifPresent(part -> headers.put("content-range", part.contentRange(reader.length())));
        return headers;
    }

    /** The name twice: for those who know ASCII alone, and for the others (RFC 6266). */
    private static String named(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > 0 && (Character.isLetterOrDigit(each) || each == '.' || each == '-' || each == '_');
            encoded.append(
                    plain
                            ? String.valueOf((char) each)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
        }
        String ascii = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        return "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(range.map(AskedRange::count).orElse(reader.length()));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        reader.writeTo(out, range.map(AskedRange::from).orElse(0L), length().orElseThrow());
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
        reader.close();
    }
}
