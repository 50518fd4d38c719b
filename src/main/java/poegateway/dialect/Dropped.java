package poegateway.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.wire.JsonSlice;

/** What a translated request loses, noted while it is written: hints only. What belongs to its meaning is refused. */
public final class Dropped {
    private final Set<String> names = new LinkedHashSet<>();

    /** Notes the name of what is left out. */
    public void add(String name) {
        names.add(name);
    }

    /**
     * What a target of that dialect gets of the members that only one dialect knows; notes them where it gets none.
     *
     * @param place before their names; empty for the top level
     */
    public Map<String, JsonSlice> kept(Extras extras, Dialect target, String place) {
        return kept(extras, target, place, Set.of());
    }

    /**
     * The same, where some members only tell how something was spelled that the target is told in another way.
     *
     * @param told their names, which are not noted
     */
    public Map<String, JsonSlice> kept(Extras extras, Dialect target, String place, Set<String> told) {
        if (extras.origin() != target) {
            for (String name : extras.members().keySet()) {
                if (!told.contains(name)) {
                    names.add(place.isEmpty() ? name : place + "." + name);
                }
            }
        }
        return extras.membersFor(target);
    }

    /** Their names, each once, in the order in which they were left out. */
    public List<String> names() {
        return new ArrayList<>(names);
    }

    /**
     * Says that something belongs to what the caller means, and cannot be said.
     *
     * @param what such as {@code tool_choice "required"}
     * @param target such as {@code Poe's bot protocol}
     */
    public static FailureException refused(String what, String target) {
        return new FailureException(new ClientFailure.NotExpressible(what, target));
    }
}
