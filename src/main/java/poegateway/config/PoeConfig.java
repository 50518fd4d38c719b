package poegateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import poegateway.core.Secret;

/**
 * Where Poe is and who pays.
 *
 * @param source where answers come from
 * @param baseUrl address of Poe's OpenAI-compatible interface, without a slash at its end
 * @param apiKey key of the Poe account that pays; absent means none is set
 * @param caFile further certificate authorities in PEM form, such as a company's; absent means only the system's
 */
public record PoeConfig(Source source, URI baseUrl, Optional<Secret> apiKey, Optional<Path> caFile) {
    /** {@code auto}: Poe when a key is there, else the simulator. */
    public enum Source {
        AUTO,
        POE,
        SIMULATOR
    }

    public static PoeConfig defaults() {
        return new PoeConfig(Source.AUTO, URI.create("https://api.poe.com/v1"), Optional.empty(), Optional.empty());
    }
}
