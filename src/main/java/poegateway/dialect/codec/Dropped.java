package poegateway.dialect.codec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaSource;
import poegateway.conversation.MediaTypes;
import poegateway.conversation.Part;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** What a translated request loses, noted while it is written: hints only. What belongs to its meaning is refused. */
public final class Dropped {
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final int EMPTY_LIST_CHARS = 2;

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
            extras.members().forEach((name, value) -> {
                if (!told.contains(name) && saysSomething(value)) {
                    names.add(place.isEmpty() ? name : place + "." + name);
                }
            });
        }
        return extras.membersFor(target);
    }

    /** Programs send back what they got, with members that hold nothing. */
    private static boolean saysSomething(JsonSlice value) {
        return !value.isNull() && !(value.isArray() && value.length() == EMPTY_LIST_CHARS);
    }

    /** Notes the type of a medium, where the target has no place for it and the address does not tell it. */
    public void addUntoldType(Part.Media media) {
        if (media.source() instanceof MediaSource.Address at
                && !at.mediaType().isEmpty()
                && MediaTypes.ofFile(at.fileName()).filter(at.mediaType()::is).isEmpty()) {
            add("content.content_type");
        }
    }

    /** The same of its name. */
    public void addUntoldName(Part.Media media) {
        String told = media.source() instanceof MediaSource.Address at ? at.fileName() : "";
        if (media.name().filter(name -> !name.is(told)).isPresent()) {
            add("content.name");
        }
    }

    /** Their names, each once, in the order in which they were left out. */
    public List<String> names() {
        return new ArrayList<>(names);
    }

    /** The member {@code type} of what only its own dialect knows, for a refusal that names it. */
    public static String kind(JsonSlice json) {
        JsonSlice type = json.isObject() ? JsonMembers.of(json).getOrDefault("type", JsonSlice.NULL) : JsonSlice.NULL;
        String word = type.isString() ? type.text().decoded() : "";
        return PLAIN_WORD.matcher(word).matches() ? "of type \"" + word + "\"" : "of that type";
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
