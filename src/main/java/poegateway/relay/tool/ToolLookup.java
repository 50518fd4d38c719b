package poegateway.relay.tool;

import java.util.Optional;
import poegateway.core.Caller;

/** Finds the tools that there are. */
@FunctionalInterface
public interface ToolLookup {
    /** None. */
    ToolLookup EMPTY = (caller, name) -> Optional.empty();

    /** The tool of that name, as far as the caller may use it. */
    Optional<GatewayTool> find(Caller caller, String name);
}
