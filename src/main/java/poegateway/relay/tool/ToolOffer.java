package poegateway.relay.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.conversation.Extras;
import poegateway.conversation.Prompt;
import poegateway.conversation.Tool;
import poegateway.core.Caller;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ToolFailure;

/**
 * The tools that the gateway runs for one request, beside those that its caller runs. Immutable.
 *
 * @param tools by name
 * @param callers names of the caller's own
 */
public record ToolOffer(Map<String, OfferedTool> tools, Set<String> callers) {
    public ToolOffer {
        tools = Map.copyOf(tools);
        callers = Set.copyOf(callers);
    }

    /**
     * Finds tools by their names.
     *
     * @throws FailureException when there is none of a name, or the prompt has one of its own
     */
    public static ToolOffer of(ToolLookup box, Caller caller, List<String> names, Prompt prompt) {
        Set<String> own = prompt.tools().stream()
                .filter(Tool.Function.class::isInstance)
                .map(tool -> ((Tool.Function) tool).name().decoded())
                .collect(Collectors.toSet());
        Map<String, OfferedTool> offered = new LinkedHashMap<>();
        for (String name : names) {
            if (own.contains(name)) {
                throw new FailureException(new ToolFailure.NameTaken(name));
            }
            GatewayTool tool =
                    box.find(caller, name).orElseThrow(() -> new FailureException(new ToolFailure.NotFound(name)));
            offered.put(name, new OfferedTool(tool));
        }
        return new ToolOffer(offered, own);
    }

    /** The prompt with these tools, behind those of its own. */
    public Prompt onto(Prompt prompt, List<String> names) {
        List<Tool> all = new ArrayList<>(prompt.tools());
        names.forEach(name -> {
            OfferedTool offered = tools.get(name);
            if (offered != null) {
                all.add(offered.function(Extras.none(prompt.extras().origin())));
            }
        });
        return prompt.withTools(all);
    }

    /** Whether a call of that name is answered here; one that nobody knows is, where the caller has no tools. */
    boolean runs(String name) {
        return tools.containsKey(name) || callers.isEmpty();
    }
}
