package poegateway.wire.json;

/** Follows a JSON text through its pieces, such as the arguments of a tool call, to know whether it is a complete object or array. */
public final class JsonCompleteness {
    private int open;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    public void accept(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            accept(piece.charAt(i));
        }
    }

    public boolean isComplete() {
        return begun && open == 0 && !inString;
    }

    /** Whether something has begun that is not complete. */
    public boolean isOpen() {
        return (begun || inString) && !isComplete();
    }

    private void accept(char character) {
        if (inString) {
            acceptInString(character);
            return;
        }
        switch (character) {
            case '"' -> inString = true;
            case '{', '[' -> {
                open++;
                begun = true;
            }
            case '}', ']' -> open--;
            default -> {}
        }
    }

    private void acceptInString(char character) {
        if (escaped) {
            escaped = false;
        } else if (character == '\\') {
            escaped = true;
        } else if (character == '"') {
            inString = false;
        }
    }
}
