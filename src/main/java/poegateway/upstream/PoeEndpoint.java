package poegateway.upstream;

/** A door of Poe: method and path below the base URL. */
public enum PoeEndpoint {
    CHAT_COMPLETIONS("POST", "/chat/completions"),
    MODELS("GET", "/models"),
    /** Beside the versioned interface, not below it. */
    BALANCE("GET", "/../usage/current_balance");

    private final String method;
    private final String path;

    PoeEndpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }
}
