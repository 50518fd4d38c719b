package poegateway.config.tools;

import java.util.List;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;

/** What the tool {@code fetch} may read. */
public record FetchToolConfig(
        @Doc(
                value = "Hosts whose pages it may read, over https; `*.` stands for all names below. Without any, "
                        + "there is no such tool.",
                standard = "none",
                sample = "en.wikipedia.org")
        List<String> hosts) {
    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

    public FetchToolConfig {
        hosts = List.copyOf(hosts);
        Checks checks = new Checks();
        for (int i = 0; i < hosts.size(); i++) {
            checks.that(
                    HOST.matcher(hosts.get(i)).matches(),
                    "hosts[" + i + "]",
                    "must be the name of a host in lower case, such as en.wikipedia.org or *.example.org");
        }
        checks.done();
    }

    public static FetchToolConfig defaults() {
        return new FetchToolConfig(List.of());
    }
}
