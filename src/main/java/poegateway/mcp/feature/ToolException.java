package poegateway.mcp.feature;

/** A tool cannot do what it was asked to; the sentence is for the model that asked. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    public ToolException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What cannot be done, and why. */
    public String sentence() {
        return sentence;
    }
}
