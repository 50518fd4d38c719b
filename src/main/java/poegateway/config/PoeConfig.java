package poegateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import poegateway.core.Secret;

/** Where Poe is and who pays. */
public record PoeConfig(
        @Doc("Where answers come from; `auto` is Poe when a key is there, else the simulator.")
        Source source,

        @Doc("Address of Poe's OpenAI-compatible interface; a slash at its end is dropped.")
        URI baseUrl,

        @Doc(value = "Key of the Poe account that pays.", standard = "none")
        Optional<Secret> apiKey,

        @Doc(
                value = "Further certificate authorities in PEM form, such as a company's.",
                standard = "only the system's")
        Optional<Path> caFile) {
    /** {@code auto}: Poe when a key is there, else the simulator. */
    public enum Source {
        AUTO,
        POE,
        SIMULATOR
    }

    public PoeConfig {
        InvalidSetting.unless(
                isPlainHttp(baseUrl),
                "base-url",
                "must be an http or https address without user, query and fragment, such as https://api.poe.com/v1");
        baseUrl = withoutSlashAtEnd(baseUrl);
    }

    public static PoeConfig defaults() {
        return new PoeConfig(Source.AUTO, URI.create("https://api.poe.com/v1"), Optional.empty(), Optional.empty());
    }

    private static boolean isPlainHttp(URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return http
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static URI withoutSlashAtEnd(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }
}
