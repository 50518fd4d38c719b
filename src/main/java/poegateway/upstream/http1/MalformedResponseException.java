package poegateway.upstream.http1;

import java.io.IOException;

/** A reply that breaks the rules of HTTP. */
public final class MalformedResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong with the reply, to follow "the reply could not be read: " */
    public MalformedResponseException(String reason) {
        super(reason);
    }

    /** What is wrong with the reply. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
