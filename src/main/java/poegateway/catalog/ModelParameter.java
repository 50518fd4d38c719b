package poegateway.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A parameter that a model declares, beside those that all models have.
 *
 * @param name of the member of a request that sets it
 * @param values what it may be
 * @param standard what it is where nobody sets it, as JSON
 */
public record ModelParameter(String name, Values values, Optional<String> standard) {
    /** What a parameter may be. */
    public sealed interface Values {
        /** One of these texts. */
        record OneOf(List<String> texts) implements Values {
            public OneOf {
                texts = List.copyOf(texts);
            }
        }

        /** A number from one bound to the other, both included. */
        record Between(BigDecimal least, BigDecimal most) implements Values {}

        /** True or false. */
        record Truth() implements Values {}

        /** Any text. */
        record AnyText() implements Values {}

        /** Poe does not say, or says it in a way that is not known here. */
        record Unstated() implements Values {}
    }
}
