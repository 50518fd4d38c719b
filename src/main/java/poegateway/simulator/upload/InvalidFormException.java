package poegateway.simulator.upload;

/** The form cannot be read, or asks for what cannot be done; the message says why, for the caller. */
public final class InvalidFormException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    InvalidFormException(int status, String message) {
        super(message);
        this.status = status;
    }

    InvalidFormException(String message) {
        this(400, message);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}
