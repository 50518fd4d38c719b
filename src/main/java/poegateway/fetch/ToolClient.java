package poegateway.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.TrustedAuthorities;

/**
 * Asks hosts that tools need, and gives what they say as text. A name is looked up once, and what was checked is what is connected to.
 * Redirects are not followed, and nothing of the caller's is sent.
 */
public final class ToolClient {
    private static final int SHOWN_CHARS = 200;
    private static final int PIECE_BYTES = 8 * 1024;
    private static final MediaType JSON = MediaType.get("application/json");

    private final SingleUseClient client;
    private final Function<URI, Optional<ForwardProxy>> proxy;
    private final CancellableLookup lookup;

    /**
     * A client.
     *
     * @param trust who is believed, beside the system's authorities
     * @param proxy that is asked for connections to an address
     * @param lookup finds the addresses of hosts
     */
    public ToolClient(
            Optional<TrustedAuthorities> trust, Function<URI, Optional<ForwardProxy>> proxy, HostLookup lookup) {
        this.proxy = proxy;
        this.lookup = new CancellableLookup(lookup);
        this.client = new SingleUseClient(trust);
    }

    /**
     * What is asked.
     *
     * @param method of HTTP, in capitals
     * @param json sent as it is
     * @param headers more of them
     * @param inside whether addresses that are not of the public internet may be connected to
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, and never compared
    public record Question(String method, URI at, Optional<byte[]> json, Map<String, String> headers, boolean inside) {}

    /**
     * The answer as text.
     *
     * @param limitBytes most bytes of it
     * @param cancellation ends it
     * @throws IOException with a message for the model when there is none
     */
    public String ask(Question question, long limitBytes, Cancellation cancellation) throws IOException {
        FetchAbort abort = new FetchAbort();
        Cancellation.Registration ending =
                cancellation.onCancel(() -> abort.abort(Objects.requireNonNull(cancellation.reason())));
        try {
            Call call = call(question, abort);
            abort.stopBy(call::cancel);
            try (Response response = call.execute()) {
                String text = text(response.body().byteStream(), limitBytes);
                if (!response.isSuccessful()) {
                    throw new RefusedFetchException("the server answered with status " + response.code() + ": "
                            + text.substring(0, Math.min(SHOWN_CHARS, text.length())));
                }
                return text;
            }
        } catch (RefusedFetchException refused) {
            throw refused;
        } catch (IOException broken) {
            throw new IOException("the server could not be reached, or broke off", broken);
        } finally {
            ending.close();
        }
    }

    private Call call(Question question, FetchAbort abort) throws IOException {
        OkHttpClient.Builder once = client.forOneCall();
        Optional<ForwardProxy> asked = question.inside ? Optional.empty() : proxy.apply(question.at);
        if (asked.isPresent()) {
            asked.get().applyTo(once); // which finds the address, and answers for it
        } else {
            List<InetAddress> addresses = lookup.lookup(AllowedHosts.host(question.at), abort);
            if (!question.inside && !addresses.stream().allMatch(PublicAddresses::contain)) {
                throw new RefusedFetchException("the name of the host leads to an address that is not public");
            }
            once.proxy(Proxy.NO_PROXY).dns(host -> addresses);
        }
        Request.Builder request = new Request.Builder()
                .url(question.at.toString())
                .header("accept", "application/json, text/*;q=0.9, */*;q=0.1")
                .header("accept-encoding", "identity")
                .header("user-agent", "poe-gateway");
        question.headers.forEach(request::header);
        request.method(question.method, body(question));
        return once.build().newCall(request.build());
    }

    /** Some methods must have one, be it empty, and others must not. */
    private static @Nullable RequestBody body(Question question) {
        if (question.json.isPresent()) {
            return RequestBody.create(question.json.get(), JSON);
        }
        return switch (question.method) {
            case "GET", "DELETE" -> null;
            default -> RequestBody.create(new byte[0]);
        };
    }

    private static String text(InputStream in, long limitBytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            all.write(piece, 0, count);
            if (all.size() > limitBytes) {
                throw new RefusedFetchException("the answer is larger than " + limitBytes + " bytes");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(all.toByteArray()))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new RefusedFetchException("the answer is not text");
        }
    }
}
