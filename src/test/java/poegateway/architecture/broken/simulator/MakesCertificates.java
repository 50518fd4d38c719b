package poegateway.architecture.broken.simulator;

import okhttp3.tls.HeldCertificate;

/** Allowed. */
public class MakesCertificates {
    final HeldCertificate certificate = new HeldCertificate.Builder().build();
}
