package poegateway.simulator.wire;

/** Which certificate a TLS port shows. */
public enum TlsCredential {
    VALID,
    EXPIRED,
    OTHER_HOST
}
