package poegateway.dialect.request;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.dialect.RequestOutline;

/** The members of a request by their names, and the checks that any dialect makes of them. One that is null counts as absent. */
public final class RequestMembers {
    private final Map<String, RequestMember> members = new HashMap<>();

    /** Takes a member, unless there is one of that name. */
    public boolean add(RequestMember member) {
        return members.putIfAbsent(member.name(), member) == null;
    }

    /** The member of that name; null when there is none. */
    public @Nullable RequestMember find(String name) {
        return members.get(name);
    }

    /** What the member of that name holds; null in JSON's sense when there is none. */
    public RequestMember.Value value(String name) {
        RequestMember member = members.get(name);
        return member == null ? RequestMember.Value.NULL : member.value();
    }

    /**
     * The same of a member that must be there.
     *
     * @throws FailureException with the code {@code missing_required_parameter}
     */
    public RequestMember.Value required(String name) {
        RequestMember.Value value = value(name);
        if (value instanceof RequestMember.Null) {
            throw JsonRequest.missing(name);
        }
        return value;
    }

    /**
     * Name of the model, as {@link RequestMember.Value#readText} has read it.
     *
     * @throws FailureException when there is none
     */
    public RequestMember.Text model() {
        if (required("model") instanceof RequestMember.Text name && !name.text().isBlank()) {
            return name;
        }
        throw JsonRequest.wrong("model", "the name of a model");
    }

    /**
     * Where these members stand.
     *
     * @param pictures whether the conversation holds any
     */
    public RequestOutline outline(RequestMember.Text model, boolean pictures) {
        RequestOutline.Offsets.Builder valuesAt = RequestOutline.Offsets.builder();
        members.values().forEach(member -> valuesAt.add(member.name(), member.valueAt()));
        return RequestOutline.ofTopLevel(model.range(), valuesAt.build(), pictures, isFilled("tools"));
    }

    private boolean isFilled(String name) {
        return value(name) instanceof RequestMember.Other;
    }

    /**
     * Whether a switch is on; one that is absent is off.
     *
     * @throws FailureException with the code {@code invalid_value} when it is no switch
     */
    public boolean isOn(String name) {
        return switch (value(name)) {
            case RequestMember.Null absent -> false;
            case RequestMember.Flag said -> said.flag();
            default -> throw JsonRequest.wrong(name, "true or false");
        };
    }
}
