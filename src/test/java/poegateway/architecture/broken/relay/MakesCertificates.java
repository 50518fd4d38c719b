package poegateway.architecture.broken.relay;

import okhttp3.tls.HeldCertificate;

public class MakesCertificates {
    final HeldCertificate certificate = new HeldCertificate.Builder().build();
}
