package poegateway.upstream.http1;

import java.io.IOException;

/** A proxy that did not open the tunnel. */
public final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusedException(int status) {
        super("CONNECT was answered with status " + status);
        this.status = status;
    }

    /** The status of the proxy's answer. */
    public int status() {
        return status;
    }
}
