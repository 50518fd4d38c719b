package poegateway.config;

import java.net.URI;

/**
 * Where the parts of Poe are, each without a slash at its end.
 *
 * @param api the OpenAI-compatible interface, with its version
 * @param usage points and balance, which have no version
 * @param bot the bot protocol; names of bots stand below it
 * @param upload where attachments of the bot protocol go
 */
public record PoeAddresses(URI api, URI usage, URI bot, URI upload) {
    /** All parts at one server: the others beside the OpenAI-compatible interface. */
    public static PoeAddresses at(URI base) {
        URI api = WebAddresses.withoutSlashAtEnd(base);
        return new PoeAddresses(api, beside(api, "usage"), beside(api, "bot"), beside(api, "poe_api"));
    }

    private static URI beside(URI api, String name) {
        return URI.create(api + "/").resolve("../" + name);
    }
}
