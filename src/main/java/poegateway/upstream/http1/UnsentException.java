package poegateway.upstream.http1;

import java.io.IOException;

/** A connection that failed, or spoke, before a byte of the request went out. */
public final class UnsentException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsentException(String message) {
        super(message);
    }

    UnsentException(IOException cause) {
        super(cause);
    }
}
