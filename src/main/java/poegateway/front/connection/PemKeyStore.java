package poegateway.front.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate chain and its key from PEM files. */
final class PemKeyStore {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PemKeyStore() {}

    /**
     * The chain and the key, in memory, without a password.
     *
     * @throws IllegalArgumentException with a sentence for the operator when a file cannot be used
     */
    static KeyStore load(Path certificateFile, Path keyFile) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            PrivateKey key = key(keyFile);
            Certificate[] chain = chain(certificateFile);
            checkPair(key, chain[0].getPublicKey());
            store.setKeyEntry("server", key, new char[0], chain);
            return store;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "server.tls: " + certificateFile + " and " + keyFile + " cannot be used: " + unusable.getMessage(),
                    unusable);
        }
    }

    /** A renewed certificate beside the old key would be taken, and every handshake would fail. */
    private static void checkPair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        boolean fits;
        try {
            signature.initVerify(certified);
            fits = signature.verify(signed);
        } catch (InvalidKeyException | SignatureException otherKind) {
            fits = false;
        }
        if (!fits) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new IOException(file + " holds no certificate in PEM form");
            }
            return chain;
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(file + " holds no unencrypted PKCS#8 key (openssl pkcs8 -topk8 -nocrypt makes one)");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        InvalidKeySpecException last = new InvalidKeySpecException("no algorithm was tried");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException notThisOne) {
                last = notThisOne;
            }
        }
        throw new IOException(file + " holds a key that is neither EC, RSA nor Ed25519", last);
    }
}
