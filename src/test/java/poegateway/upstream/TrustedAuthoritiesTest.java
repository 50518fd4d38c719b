package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theAuthoritiesOfAFileAreAddedToThoseOfTheSystem() throws Exception {
        HeldCertificate one =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        Path pem = Files.writeString(folder.resolve("both.pem"), one.certificatePem() + other.certificatePem());
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        int system = issuers(client).size();
        TrustedAuthorities.systemAnd(pem).applyTo(client);
        List<X509Certificate> issuers = issuers(client);
        assertTrue(issuers.containsAll(List.of(one.certificate(), other.certificate())));
        assertEquals(system + 2, issuers.size());
    }

    private static List<X509Certificate> issuers(OkHttpClient.Builder client) {
        return Arrays.asList(
                Objects.requireNonNull(client.build().x509TrustManager()).getAcceptedIssuers());
    }

    @Test
    void withoutAFileTheSystemIsTrusted() {
        assertNotNull(TrustedAuthorities.sockets(Optional.empty()));
    }

    @Test
    void aFileThatHoldsNoCertificateIsAMistakeInTheSettings() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path missing = folder.resolve("missing.pem");
        Path broken = Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
        for (Path file : List.of(empty, missing, broken)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> TrustedAuthorities.systemAnd(file));
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith("poe.ca-file: " + file + " "), refused::toString);
        }
    }
}
