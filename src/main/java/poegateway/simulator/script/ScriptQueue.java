package poegateway.simulator.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts that wait for their request, first come first used. Those for a token that the request has come before all others,
 * and those for its path before those for any path. Paths that differ in needless percent-encoding alone are one.
 */
public final class ScriptQueue {
    public static final int SCRIPTS_WAITING = 10_000;

    /** Each is looked for in every request. */
    static final int TOKENS_WAITING = 1_000;

    private static final String NO_TOKEN = "";

    /** By token, then by path; never with an empty queue. Tokens stand in the order in which they came. */
    private final Map<String, Map<String, Deque<Script>>> waiting = new LinkedHashMap<>();

    private int size;

    /**
     * Adds all of them, or none.
     *
     * @throws IllegalArgumentException when more than {@link #SCRIPTS_WAITING} would wait, for all paths and tokens together,
     *     or for more than {@link #TOKENS_WAITING} tokens
     */
    public synchronized void add(List<QueuedScript> scripts) {
        if (size + scripts.size() > SCRIPTS_WAITING) {
            throw new IllegalArgumentException("at most " + SCRIPTS_WAITING + " scripts can wait, " + size
                    + " do already and " + scripts.size() + " came");
        }
        long newTokens = scripts.stream()
                .map(ScriptQueue::token)
                .distinct()
                .filter(token -> !waiting.containsKey(token))
                .count();
        if (waiting.size() + newTokens > TOKENS_WAITING) {
            throw new IllegalArgumentException("scripts can wait for at most " + TOKENS_WAITING + " tokens");
        }
        for (QueuedScript queued : scripts) {
            waiting.computeIfAbsent(token(queued), token -> new HashMap<>())
                    .computeIfAbsent(queued.path(), path -> new ArrayDeque<>())
                    .addLast(queued.script());
        }
        size += scripts.size();
    }

    private static String token(QueuedScript script) {
        return script.token().orElse(NO_TOKEN);
    }

    /** The script that answers that request, if one waits for it; it waits no longer. */
    public synchronized Optional<Script> next(SimulatedRequest request) {
        for (String token : tokens(request)) {
            Optional<Script> found = next(token, request);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Those that it has, and then none. */
    private List<String> tokens(SimulatedRequest request) {
        List<String> known = new ArrayList<>(waiting.keySet());
        known.remove(NO_TOKEN);
        if (!known.isEmpty()) {
            String text = new String(request.body(), StandardCharsets.ISO_8859_1)
                    + '\n'
                    + request.query()
                    + '\n'
                    + String.join("\n", request.headers().values());
            known.removeIf(token -> !hasWord(text, token));
        }
        known.add(NO_TOKEN);
        return known;
    }

    /** Not as a part of a longer one: {@code test-1} is not in {@code test-12}. What JSON escapes may stand before it. */
    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !isOfWord(text.charAt(at - 1)) || (at > 1 && text.charAt(at - 2) == '\\');
            if (begins && (end == text.length() || !isOfWord(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWord(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "_-~".indexOf(character) >= 0);
    }

    private Optional<Script> next(String token, SimulatedRequest request) {
        String path = RequestPath.normalized(request.path());
        if (waiting.getOrDefault(token, Map.of()).containsKey(path)) {
            return first(token, path);
        }
        boolean anyPath = request.method().equals("POST") && request.path().startsWith("/v1/");
        return anyPath ? first(token, QueuedScript.ANY_PATH) : Optional.empty();
    }

    private Optional<Script> first(String token, String path) {
        Map<String, Deque<Script>> paths = waiting.getOrDefault(token, Map.of());
        Deque<Script> queue = paths.get(path);
        if (queue == null) {
            return Optional.empty();
        }
        Script script = queue.removeFirst();
        size--;
        if (queue.isEmpty()) {
            paths.remove(path);
        }
        if (paths.isEmpty()) {
            waiting.remove(token);
        }
        return Optional.of(script);
    }

    /** How many wait, for all paths and tokens together. */
    public synchronized int size() {
        return size;
    }

    /** How many wait for that token. */
    public synchronized int size(String token) {
        return waiting.getOrDefault(token, Map.of()).values().stream()
                .mapToInt(Deque::size)
                .sum();
    }

    /** Drops all that wait and says how many that were. */
    public synchronized int clear() {
        int dropped = size;
        waiting.clear();
        size = 0;
        return dropped;
    }

    /** Drops those that wait for that token and says how many that were. */
    public synchronized int clear(String token) {
        int dropped = size(token);
        waiting.remove(token);
        size -= dropped;
        return dropped;
    }
}
