package poegateway.config.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;

/** Which tools may be added while the gateway runs. All of them are asked over HTTP. */
public record RegistrationConfig(
        @Doc(
                value = "Hosts that such tools may be on; `*.` stands for all names below, and a port follows a "
                        + "colon. Without any, no tool can be added.",
                standard = "none",
                sample = "tools.example")
        List<String> hosts,

        @Doc(value = "Whether they may have addresses outside the public internet, and no TLS.", otherwise = "false")
        boolean inside,

        @Doc(value = "Secrets that such tools may name.", standard = "none")
        List<ToolSecretConfig> secrets,

        @Doc("Most tools that are added.") int count,

        @Doc(
                value = "File in which they are kept for the next start; created when it is first needed.",
                standard = "`tools.json` beside `auth.key-file`",
                mayBeAbsent = true)
        Optional<Path> file) {
    private static final int COUNT_MAX = 1_000;
    private static final Pattern HOST =
            Pattern.compile("(?:(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+|localhost|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");

    public RegistrationConfig {
        hosts = List.copyOf(hosts);
        secrets = List.copyOf(secrets);
        Checks checks = new Checks();
        for (int i = 0; i < hosts.size(); i++) {
            checks.that(
                    HOST.matcher(hosts.get(i)).matches(),
                    "hosts[" + i + "]",
                    "must be the name of a host in lower case, such as tools.example, *.example.org or"
                            + " tools.example:8443");
        }
        for (int i = 0; i < secrets.size(); i++) {
            checks.that(
                    hosts.containsAll(secrets.get(i).hosts()),
                    "secrets[" + i + "].hosts",
                    "must be hosts of tools.registration.hosts, written as there");
        }
        checks.distinct(secrets.stream().map(ToolSecretConfig::name).toList(), "secrets", ".name", "must differ")
                .between(1, COUNT_MAX, Optional.of(count), "count")
                .done();
    }

    public static RegistrationConfig defaults() {
        return new RegistrationConfig(List.of(), false, List.of(), 100, Optional.empty());
    }
}
