package poegateway.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/** The certificate authorities whose servers are believed to be Poe: the system's, and those the operator adds. */
public final class TrustedAuthorities {
    private final HandshakeCertificates certificates;

    private TrustedAuthorities(HandshakeCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * The system's authorities and those of a PEM file.
     *
     * @throws IllegalArgumentException with a sentence for the operator when the file holds no certificate
     */
    public static TrustedAuthorities systemAnd(Path pemFile) {
        HandshakeCertificates.Builder trusted = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
        for (Certificate certificate : read(pemFile)) {
            trusted.addTrustedCertificate((X509Certificate) certificate);
        }
        return new TrustedAuthorities(trusted.build());
    }

    /** What makes sockets of TLS; by the system's authorities alone where no others are given. */
    static SSLSocketFactory sockets(Optional<TrustedAuthorities> given) {
        return given.map(trust -> trust.certificates.sslSocketFactory()).orElseGet(TrustedAuthorities::systemSockets);
    }

    private static SSLSocketFactory systemSockets() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("this Java has no TLS", broken);
        }
    }

    /** Has a client of OkHttp believe these authorities. */
    public void applyTo(OkHttpClient.Builder client) {
        client.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }

    private static Collection<? extends Certificate> read(Path pemFile) {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pemFile)));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("poe.ca-file: " + pemFile + " holds no certificate in PEM form");
            }
            return found;
        } catch (IOException | CertificateException unusable) {
            throw new IllegalArgumentException(
                    "poe.ca-file: " + pemFile + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
