package poegateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.core.Scope;
import poegateway.core.text.Secret;

/** A key with which a caller may come; it is known by its hash or by itself. */
public record KeyConfig(
        @Doc(
                value = "Name in logs and metrics: 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and dash.",
                sample = "ci")
        String name,

        @Doc(value = "SHA-256 of the key, as 64 hexadecimal digits; this or `key`.", hidden = true)
        Optional<String> sha256,

        @Doc(value = "The key itself, at least 20 characters; this or `sha256`.", sample = "${env:CI_KEY}")
        Optional<Secret> key,

        @Doc(value = "What the key opens.", otherwise = "api", sample = "[api]")
        List<Scope> scopes,

        @Doc(value = "When it expires; a date means the end of that day in UTC.", sample = "2027-01-31")
        Optional<Instant> expires,

        @Doc(
                value = "Models it may use, as names or patterns with `*`; all others are refused. Upper and lower "
                        + "case are the same, and `provider/` before a name is ignored.",
                standard = "all",
                sample = "['Claude-*', GPT-5]")
        List<String> models,

        @Doc(
                value =
                        "Tools that the gateway may run for it, as names or beginnings with `*` behind; there are no others for it. A name that no tool has opens none.",
                standard = "all",
                sample = "[calculator, 'search-*']")
        List<String> tools,

        @Doc(value = "Requests a minute.", standard = "`limits.requests-per-minute`", sample = "60")
        Optional<Integer> requestsPerMinute,

        @Doc(value = "Streams at once.", standard = "`limits.concurrent-streams`", sample = "4")
        Optional<Integer> concurrentStreams,

        @Doc(
                value = "What its requests may cost in a day of UTC at Poe's prices, in US cents.",
                standard = "`limits.cost-cents-per-day`",
                sample = "500")
        Optional<Integer> costCentsPerDay,

        @Doc(
                value = "The Poe account that pays: a name in `poe.accounts`, or `default` for `poe.api-key`.",
                otherwise = AccountConfig.DEFAULT)
        String account,

        @Doc(value = "Whether it is revoked.", otherwise = "false")
        boolean revoked) {
    private static final int KEY_CHARS_MIN = 20;
    private static final int MODEL_CHARS_MAX = 200;
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_-]{1,64}|[A-Za-z0-9_-]{0,63}\\*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    public KeyConfig {
        scopes = List.copyOf(scopes);
        models = List.copyOf(models);
        tools = List.copyOf(tools);
        sha256 = sha256.map(digits -> digits.toLowerCase(Locale.ROOT));
        Checks checks = new Checks()
                .that(LabelNames.isName(name), "name", LabelNames.EXPECTATION)
                .that(sha256.isPresent() || key.isPresent(), "", "needs 'sha256' or 'key'")
                .that(sha256.isEmpty() || key.isEmpty(), "key", "must not be set together with sha256")
                .that(
                        sha256.isEmpty() || SHA256.matcher(sha256.get()).matches(),
                        "sha256",
                        "must be 64 hexadecimal digits")
                .that(
                        key.isEmpty() || key.get().reveal().length() >= KEY_CHARS_MIN,
                        "key",
                        "must be at least 20 characters")
                .between(1, LimitsConfig.RATE_MAX, requestsPerMinute, "requests-per-minute")
                .between(1, LimitsConfig.RATE_MAX, concurrentStreams, "concurrent-streams")
                .between(1, LimitsConfig.CENTS_MAX, costCentsPerDay, "cost-cents-per-day");
        for (int i = 0; i < models.size(); i++) {
            String model = models.get(i);
            boolean right = !model.isBlank() && model.length() <= MODEL_CHARS_MAX;
            boolean patternOfProvider = model.contains("*") && model.contains("/"); // would open more than it says
            checks.that(
                    right && !patternOfProvider,
                    "models[" + i + "]",
                    "must be a model's name, or a pattern with * and without provider/");
        }
        for (int i = 0; i < tools.size(); i++) {
            checks.that(
                    TOOL.matcher(tools.get(i)).matches(),
                    "tools[" + i + "]",
                    "must be the name of a tool, or its beginning and *");
        }
        checks.done();
    }

    /** One for which every tool may run. */
    public KeyConfig(
            String name,
            Optional<String> sha256,
            Optional<Secret> key,
            List<Scope> scopes,
            Optional<Instant> expires,
            List<String> models,
            Optional<Integer> requestsPerMinute,
            Optional<Integer> concurrentStreams,
            Optional<Integer> costCentsPerDay,
            String account,
            boolean revoked) {
        this(
                name,
                sha256,
                key,
                scopes,
                expires,
                models,
                List.of(),
                requestsPerMinute,
                concurrentStreams,
                costCentsPerDay,
                account,
                revoked);
    }

    /** One that is known by its hash, opens the API, never expires, and has no limits of its own. */
    public static KeyConfig hashed(String name, String sha256) {
        return new KeyConfig(
                name,
                Optional.of(sha256),
                Optional.empty(),
                List.of(Scope.API),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AccountConfig.DEFAULT,
                false);
    }

    /** Whether it is for callers of the API; a key for metrics alone is not. */
    public boolean opensApi() {
        return scopes.contains(Scope.API);
    }

    /** SHA-256 of the key, as 64 lower-case hexadecimal digits. */
    public String digest() {
        return sha256.orElseGet(() -> digest(key.map(Secret::reveal).orElseThrow()));
    }

    private static String digest(String key) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
