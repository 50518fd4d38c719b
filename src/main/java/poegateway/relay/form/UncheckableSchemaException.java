package poegateway.relay.form;

/** Something that a schema says is not understood here, or takes too long to check. */
final class UncheckableSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    UncheckableSchemaException(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    /** What is not understood, in words that a caller may read. */
    String what() {
        return what;
    }
}
