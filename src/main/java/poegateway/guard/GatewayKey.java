package poegateway.guard;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import poegateway.core.text.Secret;

/**
 * The form of the gateway's own keys: {@code pgw_}, 32 random bytes as 43 digits to the base 62, and 6 digits that check all
 * before them, so that a key that was copied wrongly is told apart from one that nobody knows.
 */
public final class GatewayKey {
    private static final String PREFIX = "pgw_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;

    private GatewayKey() {}

    /**
     * A new key.
     *
     * @param random must be fit for secrets
     */
    public static Secret create(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String body = PREFIX + digits(new BigInteger(1, bytes), RANDOM_DIGITS);
        return new Secret(body + check(body));
    }

    /** SHA-256 of any key, in hexadecimal. Keys are random and long, so that a slow hash would protect nothing more. */
    public static String sha256(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    /** Whether it looks like one, be it right or wrong. */
    static boolean isMeant(String key) {
        return key.startsWith(PREFIX);
    }

    /** Whether it can have come from {@link #create}. */
    static boolean isIntact(String key) {
        int length = PREFIX.length() + RANDOM_DIGITS + CHECK_DIGITS;
        if (!isMeant(key) || key.length() != length) {
            return false;
        }
        int body = length - CHECK_DIGITS;
        return check(key.substring(0, body)).equals(key.substring(body));
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return digits(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
    }

    private static String digits(BigInteger number, int count) {
        StringBuilder digits = new StringBuilder(count);
        BigInteger rest = number;
        for (int i = 0; i < count; i++) {
            BigInteger[] split = rest.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(split[1].intValue()));
            rest = split[0];
        }
        return digits.reverse().toString();
    }
}
