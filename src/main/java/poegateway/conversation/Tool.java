package poegateway.conversation;

import java.util.Optional;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** A tool that the model may call. */
public sealed interface Tool {
    /**
     * A function of the caller's.
     *
     * @param parameters JSON Schema of its arguments
     */
    record Function(JsonText name, Optional<JsonText> description, Optional<JsonSlice> parameters, Extras extras)
            implements Tool {}

    /** One that only its own dialect knows, such as a search that the model's maker runs. */
    record Foreign(Dialect origin, JsonSlice json) implements Tool {}
}
