package poegateway.tool;

/** A webhook is not what one must be. */
final class UnfitToolException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String member;
    private final String expectation;

    /**
     * Names what is wrong.
     *
     * @param member at fault
     * @param expectation the rest of a sentence that begins with it: {@code must be …}
     */
    UnfitToolException(String member, String expectation) {
        super("'" + member + "' " + expectation);
        this.member = member;
        this.expectation = expectation;
    }

    String member() {
        return member;
    }

    String expectation() {
        return expectation;
    }
}
