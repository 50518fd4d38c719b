package poegateway.relay.tool;

import java.util.Optional;
import poegateway.core.Caller;

/** The tools that there are. */
@FunctionalInterface
public interface Toolbox {
    /** None. */
    Toolbox EMPTY = (caller, name) -> Optional.empty();

    /** The tool of that name, as far as the caller may use it. */
    Optional<GatewayTool> find(Caller caller, String name);
}
