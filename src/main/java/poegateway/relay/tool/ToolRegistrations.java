package poegateway.relay.tool;

import java.util.List;
import java.util.Optional;
import poegateway.core.Caller;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ToolFailure;
import poegateway.wire.json.JsonSlice;

/** Tools that are added while the gateway runs, for all callers to name. Safe for all threads. */
public interface ToolRegistrations {
    /** Where the operator allows none. */
    ToolRegistrations OFF = new ToolRegistrations() {
        @Override
        public boolean enabled() {
            return false;
        }

        @Override
        public List<GatewayTool> all() {
            return List.of();
        }

        @Override
        public Optional<GatewayTool> find(String name) {
            return Optional.empty();
        }

        @Override
        public GatewayTool register(Caller caller, JsonSlice definition) {
            throw new FailureException(new ToolFailure.RegistrationOff());
        }

        @Override
        public void remove(Caller caller, String name) {
            throw new FailureException(new ToolFailure.RegistrationOff());
        }
    };

    /** Whether the operator allows any. */
    boolean enabled();

    /** Those that there are now, in the order of their names. */
    List<GatewayTool> all();

    /** The one of that name. */
    Optional<GatewayTool> find(String name);

    /**
     * Adds one. It is kept for the next start as well once this returns. The same again changes nothing.
     *
     * @param definition valid JSON, as the body of {@code POST /v1/tools}
     * @throws FailureException when the caller lacks the scope {@code admin}, the definition is wrong or not allowed, the name is
     *     taken, or it cannot be kept; then nothing is changed
     */
    GatewayTool register(Caller caller, JsonSlice definition);

    /**
     * Takes one away; calls of it that run come to their end.
     *
     * @throws FailureException when the caller lacks the scope {@code admin}, no tool of that name was registered, or that it is gone
     *     cannot be kept; then nothing is changed
     */
    void remove(Caller caller, String name);
}
