package poegateway.front.openai;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

/**
 * Which part of a list a caller wants.
 *
 * @param limit how many items at most
 * @param after the id of the item that the part comes behind
 * @param before the id of the item that the part ends before; without {@code after} it is the last part before it
 * @param form how the two are called in the query
 */
record PageRequest(int limit, Optional<String> after, Optional<String> before, Form form) {
    /**
     * How lists are asked for in one dialect.
     *
     * @param standard how many items there are where no limit is named
     * @param most how many there may be
     */
    record Form(String after, String before, int standard, int most) {}

    /** A part of a list. */
    record Page<T>(List<T> items, boolean hasMore) {}

    /**
     * As the query says.
     *
     * @param query finds a parameter by its name
     * @throws FailureException when the limit is none
     */
    static PageRequest of(Function<String, Optional<String>> query, Form form) {
        int limit = query.apply("limit").map(written -> limit(written, form)).orElse(form.standard());
        return new PageRequest(limit, query.apply(form.after()), query.apply(form.before()), form);
    }

    /**
     * That part of the list.
     *
     * @throws FailureException when the list has no item to go on from
     */
    <T> Page<T> of(List<T> all, Function<T, String> idOf) {
        List<String> ids = all.stream().map(idOf).toList();
        int from = after.map(id -> indexOf(ids, id, form.after()) + 1).orElse(0);
        int to = before.map(id -> indexOf(ids, id, form.before())).orElse(all.size());
        List<T> between = from < to ? all.subList(from, to) : List.of();
        int size = Math.min(limit, between.size());
        boolean isFromEnd = before.isPresent() && after.isEmpty();
        List<T> page = isFromEnd ? between.subList(between.size() - size, between.size()) : between.subList(0, size);
        return new Page<>(List.copyOf(page), size < between.size());
    }

    private static int indexOf(List<String> ids, String id, String param) {
        int index = ids.indexOf(id);
        if (index < 0) {
            throw wrong("The list has no item '" + id + "' to continue after.", param);
        }
        return index;
    }

    private static int limit(String written, Form form) {
        int limit = written.matches("[0-9]{1,9}") ? Integer.parseInt(written) : 0;
        if (limit < 1 || limit > form.most()) {
            throw wrong("'limit' must be a number from 1 to " + form.most() + ".", "limit");
        }
        return limit;
    }

    private static FailureException wrong(String message, String param) {
        return new FailureException(new ClientFailure.InvalidRequest("invalid_value", message, param));
    }
}
