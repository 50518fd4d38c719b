package poegateway.conversation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import poegateway.wire.json.JsonSlice;

/**
 * Members that one dialect has and the others do not, under their names there, in the order in which they came. They are
 * written back to the dialect they came from, and named as dropped where another one is the target.
 *
 * @param origin the dialect that knows them
 * @param members decoded name and raw value of each
 */
public record Extras(Dialect origin, Map<String, JsonSlice> members) {
    private static final Map<Dialect, Extras> NONE = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            NONE.put(dialect, new Extras(dialect, Map.of()));
        }
    }

    public Extras {
        members = members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Nothing, from that dialect. */
    public static Extras none(Dialect origin) {
        return Objects.requireNonNull(NONE.get(origin));
    }

    /** The member of that name. */
    public Optional<JsonSlice> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** What a target of that dialect gets: everything or nothing. */
    public Map<String, JsonSlice> membersFor(Dialect target) {
        return target == origin ? members : Map.of();
    }

    /** The same, keeping no larger text alive. */
    public Extras detached() {
        if (members.isEmpty()) {
            return this;
        }
        Map<String, JsonSlice> copies = new LinkedHashMap<>();
        members.forEach((name, value) -> copies.put(name, value.detached()));
        return new Extras(origin, copies);
    }
}
