package poegateway.config.tools;

import java.time.Duration;
import java.util.List;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Tools that the gateway runs for models. */
public record ToolsConfig(
        @Doc("Most answers in one request in which the model calls such tools. Each is paid for.")
        int rounds,

        @Doc("Most tools that are run at once for one request.")
        int callsAtOnce,

        @Doc("How long one call of a tool may take.") Duration timeout,

        @Doc("Most bytes that one call of a tool may return.")
        ByteSize resultLimit,

        @Doc("Reading pages of the web, by the tool `fetch`.")
        FetchToolConfig fetch,

        @Doc(value = "Tools that are called over HTTP.", standard = "none")
        List<WebhookConfig> webhooks,

        @Doc("Tools that are added while the gateway runs, with `POST /v1/tools`, by callers whose key has the "
                + "scope `admin`.")
        RegistrationConfig registration) {
    private static final int MOST = 100;
    private static final ByteSize RESULT_MAX = ByteSize.ofMebibytes(16);
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

    public ToolsConfig {
        webhooks = List.copyOf(webhooks);
        InvalidSetting.unlessBetween(1, MOST, rounds, "rounds");
        InvalidSetting.unlessBetween(1, MOST, callsAtOnce, "calls-at-once");
        InvalidSetting.unless(
                timeout.isPositive() && timeout.compareTo(TIMEOUT_MAX) <= 0,
                "timeout",
                "must be more than 0s, at most 10m");
        InvalidSetting.unlessBetween(new ByteSize(1), RESULT_MAX, resultLimit, "result-limit");
        InvalidSetting.unless(
                webhooks.stream().map(WebhookConfig::name).distinct().count() == webhooks.size(),
                "webhooks",
                "must each have a different name");
    }

    public static ToolsConfig defaults() {
        return new ToolsConfig(
                8,
                16,
                Duration.ofSeconds(30),
                new ByteSize(256 * 1024),
                FetchToolConfig.defaults(),
                List.of(),
                RegistrationConfig.defaults());
    }
}
