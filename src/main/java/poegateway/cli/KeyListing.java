package poegateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.load.KeyUses;
import poegateway.core.Scope;

/** The keys of callers, as a table for people and as JSON for programs; never the keys themselves. */
final class KeyListing {
    private static final int DIGEST_CHARS_SHOWN = 12;
    private static final List<String> HEADER = List.of(
            "NAME",
            "SCOPES",
            "MODELS",
            "REQUESTS/MIN",
            "STREAMS",
            "CENTS/DAY",
            "EXPIRES",
            "LAST USED",
            "STATE",
            "ACCOUNT",
            "SHA-256");

    private final List<KeyConfig> keys;
    private final LimitsConfig limits;
    private final Map<String, Instant> uses;
    private final Instant now;

    KeyListing(List<KeyConfig> keys, LimitsConfig limits, Map<String, Instant> uses, Instant now) {
        this.keys = keys;
        this.limits = limits;
        this.uses = uses;
        this.now = now;
    }

    /** Those of the settings, with what a running gateway has noted of their use. */
    static KeyListing of(GatewayConfig settings, Instant now) {
        return new KeyListing(
                settings.auth().keys(),
                settings.limits(),
                new KeyUses(settings.auth().keyFile()).read(),
                now);
    }

    String table() {
        if (keys.isEmpty()) {
            return "No keys.";
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        keys.forEach(key -> rows.add(row(key)));
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    String json() {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (KeyConfig key : keys) {
            ObjectNode entry = list.addObject().put("name", key.name()).put("state", state(key));
            key.scopes().forEach(scope -> entry.withArray("scopes").add(scope.word()));
            entry.putArray("models");
            key.models().forEach(model -> entry.withArray("models").add(model));
            entry.putArray("tools");
            key.tools().forEach(tool -> entry.withArray("tools").add(tool));
            entry.put("requests_per_minute", requests(key).orElse(null));
            entry.put("concurrent_streams", streams(key).orElse(null));
            entry.put("cost_cents_per_day", costCents(key).orElse(null));
            entry.put("expires", key.expires().map(Instant::toString).orElse(null));
            entry.put("last_used", used(key).map(Instant::toString).orElse(null));
            entry.put("account", key.account()).put("sha256", key.digest());
        }
        return list.toPrettyString();
    }

    private List<String> row(KeyConfig key) {
        return List.of(
                key.name(),
                key.scopes().stream().map(Scope::word).collect(Collectors.joining(",")),
                key.models().isEmpty() ? "all" : String.join(",", key.models()),
                requests(key).map(String::valueOf).orElse("-"),
                streams(key).map(String::valueOf).orElse("-"),
                costCents(key).map(String::valueOf).orElse("-"),
                key.expires().map(KeyListing::end).orElse("never"),
                used(key).map(Instant::toString).orElse("-"),
                state(key),
                key.account(),
                key.digest().substring(0, DIGEST_CHARS_SHOWN));
    }

    /** Whoever gave a day gets that day back, and not the midnight after it. */
    private static String end(Instant end) {
        return end.equals(end.truncatedTo(ChronoUnit.DAYS))
                ? "end of " + LocalDate.ofInstant(end, ZoneOffset.UTC).minusDays(1) + " UTC"
                : end.toString();
    }

    private Optional<Integer> requests(KeyConfig key) {
        return key.requestsPerMinute().or(limits::requestsPerMinute);
    }

    private Optional<Integer> streams(KeyConfig key) {
        return key.concurrentStreams().or(limits::concurrentStreams);
    }

    private Optional<Integer> costCents(KeyConfig key) {
        return key.costCentsPerDay().or(limits::costCentsPerDay);
    }

    private Optional<Instant> used(KeyConfig key) {
        return Optional.ofNullable(uses.get(key.name()));
    }

    private String state(KeyConfig key) {
        if (key.revoked()) {
            return "revoked";
        }
        return key.expires().filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "valid";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", row.get(i)));
        }
        return line.toString().stripTrailing();
    }
}
