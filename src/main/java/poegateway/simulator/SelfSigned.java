package poegateway.simulator;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** A certificate that nobody but its maker trusts, with its key. */
final class SelfSigned {
    /** Some clients refuse certificates that last longer. */
    private static final int VALID_DAYS = 365;

    private static final Instant EXPIRED_FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant EXPIRED_TO = Instant.parse("2002-01-01T00:00:00Z");

    private final HeldCertificate held;

    private SelfSigned(HeldCertificate held) {
        this.held = held;
    }

    /** @param host a name or address that the certificate is good for, beside localhost and its addresses */
    static SelfSigned of(SimulatedPoe.Credential credential, String host) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder().commonName("simulated Poe");
        return new SelfSigned(
                switch (credential) {
                    case VALID -> localhost(builder, host).build();
                    case EXPIRED ->
                        localhost(builder, host)
                                .validityInterval(EXPIRED_FROM.toEpochMilli(), EXPIRED_TO.toEpochMilli())
                                .build();
                    case OTHER_HOST ->
                        builder.addSubjectAlternativeName("poe.invalid")
                                .duration(VALID_DAYS, TimeUnit.DAYS)
                                .build();
                });
    }

    private static HeldCertificate.Builder localhost(HeldCertificate.Builder builder, String host) {
        builder.addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("::1");
        return builder.addSubjectAlternativeName(host).duration(VALID_DAYS, TimeUnit.DAYS);
    }

    X509Certificate certificate() {
        return held.certificate();
    }

    /** Holds the key, without a password. */
    KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = {held.certificate()};
            store.setKeyEntry("simulator", held.keyPair().getPrivate(), new char[0], chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12", e);
        }
    }
}
