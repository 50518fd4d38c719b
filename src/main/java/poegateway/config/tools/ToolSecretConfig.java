package poegateway.config.tools;

import java.util.List;
import java.util.Optional;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.core.text.Secret;

/** A secret that tools may name which were added while the gateway runs. */
public record ToolSecretConfig(
        @Doc(value = "The name by which such tools refer to it.", sample = "weather")
        String name,

        @Doc(value = "The secret itself.", sample = "tk-0123")
        Secret value,

        @Doc(
                value = "Header in which it is sent as it is; if not set, it is sent as `Authorization: Bearer …`.",
                standard = "none",
                sample = "x-api-key")
        Optional<String> header,

        @Doc(
                value = "Hosts of `tools.registration.hosts` that it may be sent to, written as there.",
                sample = "[tools.example]")
        List<String> hosts) {
    public ToolSecretConfig {
        hosts = List.copyOf(hosts);
        new Checks()
                .that(WebhookConfig.NAME.matcher(name).matches(), "name", "must be 1 to 64 letters, digits, _ or -")
                .that(WebhookConfig.isHeader(header), "header", WebhookConfig.HEADER_EXPECTATION)
                .that(!hosts.isEmpty(), "hosts", "must name at least one host")
                .done();
    }
}
