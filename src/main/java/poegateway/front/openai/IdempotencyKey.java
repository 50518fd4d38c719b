package poegateway.front.openai;

import java.util.List;
import java.util.Optional;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.front.Exchange;

/** The header by which a caller knows a request again. */
final class IdempotencyKey {
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final int KEY_CHARS_MAX = 255;

    private IdempotencyKey() {}

    /**
     * The key of a request, if it has one.
     *
     * @throws FailureException when it cannot be used
     */
    static Optional<String> of(Exchange exchange) {
        Optional<String> key = Optional.ofNullable(
                exchange.request().headers(List.of(IDEMPOTENCY_KEY)).get(IDEMPOTENCY_KEY));
        key.filter(given -> given.isBlank() || given.length() > KEY_CHARS_MAX).ifPresent(unfit -> {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_header",
                    "The header 'Idempotency-Key' must have 1 to " + KEY_CHARS_MAX + " characters.",
                    null));
        });
        return key;
    }
}
