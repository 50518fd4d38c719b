package poegateway.simulator.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/**
 * The simulator's certificate and key. An authority of its own signs it, since Java does not look at the dates of a
 * certificate that is itself trusted.
 */
public final class TlsIdentity {
    /** Some clients refuse certificates that last longer. */
    private static final int VALID_DAYS = 365;

    private static final Instant EXPIRED_FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant EXPIRED_TO = Instant.parse("2002-01-01T00:00:00Z");

    private final HeldCertificate authority;
    private final HeldCertificate own;

    private TlsIdentity(HeldCertificate authority, HeldCertificate own) {
        this.authority = authority;
        this.own = own;
    }

    /** For that host, beside localhost and its addresses. */
    public static TlsIdentity of(TlsCredential credential, String host) {
        HeldCertificate authority = new HeldCertificate.Builder()
                .commonName("authority of the simulated Poe")
                .certificateAuthority(0)
                .duration(VALID_DAYS, TimeUnit.DAYS)
                .build();
        HeldCertificate.Builder own =
                new HeldCertificate.Builder().commonName("simulated Poe").signedBy(authority);
        switch (credential) {
            case VALID -> localhost(own, host).duration(VALID_DAYS, TimeUnit.DAYS);
            case EXPIRED ->
                localhost(own, host).validityInterval(EXPIRED_FROM.toEpochMilli(), EXPIRED_TO.toEpochMilli());
            case OTHER_HOST -> own.addSubjectAlternativeName("poe.invalid").duration(VALID_DAYS, TimeUnit.DAYS);
        }
        return new TlsIdentity(authority, own.build());
    }

    private static HeldCertificate.Builder localhost(HeldCertificate.Builder builder, String host) {
        return builder.addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("::1")
                .addSubjectAlternativeName(host);
    }

    /** What a client must trust. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /** Holds the key, without a password. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = {own.certificate(), authority.certificate()};
            store.setKeyEntry("simulator", own.keyPair().getPrivate(), new char[0], chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12", e);
        }
    }
}
