package poegateway.vault;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what may be had without a key for a while. The key of the signature is made at start and is known to this process alone;
 * what is signed says until when it holds, so that nothing has to be remembered.
 */
public final class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;
    private static final int SIGNATURE_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{75}");

    private final String kind;
    private final SecretKeySpec key;
    private final InstantSource clock;

    /**
     * @param kind what the ids begin with that are signed here
     * @param random makes a key that nobody guesses
     */
    public SignedLinks(String kind, RandomGenerator random, InstantSource clock) {
        this.kind = kind;
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    /** A word for a path, which {@link #open} understands until these bytes end. */
    public String sign(KeptBytes kept) {
        byte[] id = HexFormat.of().parseHex(kept.id().substring(kind.length()));
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(id)
                .putLong(kept.expires().toEpochMilli())
                .array();
        byte[] token = ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES)
                .put(signed)
                .put(signature(signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The id that was signed; empty where the word is none of ours, was changed, or has ended. */
    public Optional<String> open(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, signature(signed))) {
            return Optional.empty();
        }
        Instant expires = Instant.ofEpochMilli(ByteBuffer.wrap(signed).getLong(ID_BYTES));
        return clock.instant().isBefore(expires)
                ? Optional.of(kind + HexFormat.of().formatHex(signed, 0, ID_BYTES))
                : Optional.empty();
    }

    private byte[] signature(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
