package poegateway.front;

import java.io.IOException;

/**
 * One row of the table of routes.
 *
 * @param method GET, POST or DELETE; HEAD comes with GET
 * @param path {@code {name}} stands for one segment, {@code <name>} for several
 * @param access who may use it
 * @param handler answers; runs on a virtual thread of its own and may block
 */
public record Route(String method, String path, Access access, Handler handler) {
    /** Who may use a route. */
    public enum Access {
        /** Everybody, without a key. */
        OPEN,
        /** Whoever has a link that was signed here: its handler looks at that. */
        LINK,
        /** Callers with the scope {@code api}. */
        API,
        /** The same, who ask for a host of the gateway's own, from no web page of another, whatever keys there are. */
        API_OF_OWN_HOST,
        /** Callers with the scope {@code metrics}; or everybody who reaches the port of its own, where that is set. */
        METRICS,
        /** Callers with the scope {@code admin}. */
        ADMIN
    }

    /** For callers with the scope {@code api}. */
    public Route(String method, String path, Handler handler) {
        this(method, path, Access.API, handler);
    }

    /** The same, whose failures tell how often models were asked. */
    Route tellingAttempts() {
        return new Route(method, path, access, exchange -> {
            exchange.tellAttempts();
            handler.handle(exchange);
        });
    }

    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers.
         *
         * @throws IOException when the caller cannot be read from or written to
         * @throws poegateway.core.failure.FailureException for everything that has a name
         */
        void handle(Exchange exchange) throws IOException;
    }
}
