package poegateway.simulator.answer;

/** The request cannot be answered as it asks; the message says why, for the caller. */
public final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedRequestException(String message, Throwable cause) {
        super(message, cause);
    }

    RefusedRequestException(String message) {
        super(message);
    }
}
