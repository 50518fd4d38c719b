package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;

/**
 * What a tool wants to know again when the answers to its questions come with another request. The client carries it, so it is
 * signed, and holds for one caller, one tool and a while.
 */
public final class RequestState {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration HOLDS_FOR = Duration.ofMinutes(15);
    private static final int CHARS_MAX = 16_384;

    private final SecretKeySpec key;
    private final InstantSource clock;

    /** {@code key} is a secret of this process. */
    public RequestState(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /** The state as the client carries it. */
    String sealed(McpRequest request, String state) {
        ObjectNode content = McpJson.object()
                .put("until", clock.instant().plus(HOLDS_FOR).getEpochSecond())
                .put("for", request.owner())
                .put("use", use(request))
                .put("state", state);
        String text = base64(McpJson.bytes(content));
        return text + "." + base64(signature(text));
    }

    /**
     * The state that came back; empty for a first request.
     *
     * @throws RpcException when it is not as it was given to this caller for this
     */
    Optional<String> opened(McpRequest request) {
        JsonNode given = request.params().path("requestState");
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(read(given.asText())
                .filter(content -> content.path("for").asText().equals(request.owner()))
                .filter(content -> content.path("use").asText().equals(use(request)))
                .filter(content ->
                        content.path("until").asLong() >= clock.instant().getEpochSecond())
                .map(content -> content.path("state").asText())
                .orElseThrow(() -> new RpcException(
                        RpcError.Kind.BAD_PARAMS,
                        "'requestState' is not what this server gave for this request, or is too "
                                + "old. Start again without it.")));
    }

    private Optional<JsonNode> read(String given) {
        int dot = given.indexOf('.');
        if (dot < 0 || given.length() > CHARS_MAX) {
            return Optional.empty();
        }
        String text = given.substring(0, dot);
        try {
            byte[] signature = Base64.getUrlDecoder().decode(given.substring(dot + 1));
            return MessageDigest.isEqual(signature, signature(text))
                    ? McpJson.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static String use(McpRequest request) {
        return request.rpc().method() + " " + request.params().path("name").asText()
                + request.params().path("uri").asText();
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
