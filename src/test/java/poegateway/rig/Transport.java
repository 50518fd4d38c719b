package poegateway.rig;

/** What is spoken on both sides of the gateway. */
public enum Transport {
    /** Plain HTTP/1.1. */
    H1,
    /** TLS with HTTP/2. */
    H2
}
