package poegateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;
import poegateway.core.text.Secret;

/** Where Poe is and who pays. */
public record PoeConfig(
        @Doc("Where answers come from; `auto` is Poe when a key is there, else the simulator.")
        Source source,

        @Doc("Address of Poe's OpenAI-compatible interface; a trailing slash is ignored.")
        URI baseUrl,

        @Doc(
                value = "Address of Poe's bot protocol; the name of a bot follows it.",
                standard = "`bot` beside `base-url`",
                sample = "https://api.poe.com/bot")
        Optional<URI> botUrl,

        @Doc(
                value = "Address to which attachments of the bot protocol are uploaded.",
                standard = "Poe's; where `base-url` is not Poe's, `poe_api` beside it",
                sample = "https://www.quora.com/poe_api")
        Optional<URI> uploadUrl,

        @Doc(value = "Key of the Poe account that pays.", standard = "none")
        Optional<Secret> apiKey,

        @Doc(
                value = "Additional certificate authorities in PEM form, such as a company's.",
                standard = "only the system's")
        Optional<Path> caFile,

        @Doc(value = "Additional Poe accounts, which pay for the keys that name them.", standard = "none")
        List<AccountConfig> accounts,

        @Doc("How often Poe is asked for the balance of points, which is free; 0s means never.")
        Duration balanceEvery,

        @Doc(
                value = "Proxy to reach Poe, such as http://user:password@proxy:3128; `HTTPS_PROXY` sets it too.",
                standard = "none",
                sample = "http://proxy:3128")
        Optional<URI> proxy,

        @Doc(
                value = "Hosts that are reached without the proxy: names, .domains, addresses or *, separated by "
                        + "commas; `NO_PROXY` sets it too.",
                standard = "none")
        String noProxy) {
    /** {@code auto}: Poe when a key is there, else the simulator. */
    public enum Source {
        AUTO,
        POE,
        SIMULATOR
    }

    private static final String POE = "api.poe.com";
    private static final URI POE_UPLOADS = URI.create("https://www.quora.com/poe_api");

    public PoeConfig {
        InvalidSetting.unless(
                WebAddresses.isPlainHttp(baseUrl),
                "base-url",
                "must be an http or https address without user, query and fragment, such as https://api.poe.com/v1");
        InvalidSetting.unlessZeroOrMore(balanceEvery, "balance-every");
        proxy.ifPresent(url -> InvalidSetting.unless(
                WebAddresses.isProxy(url), "proxy", "must be http://host:port or http://user:password@host:port"));
        botUrl.ifPresent(url -> InvalidSetting.unless(
                WebAddresses.isPlainHttp(url),
                "bot-url",
                "must be an http or https address, such as https://api.poe.com/bot"));
        uploadUrl.ifPresent(url -> InvalidSetting.unless(
                WebAddresses.isPlainHttp(url),
                "upload-url",
                "must be an http or https address, such as https://www.quora.com/poe_api"));
        baseUrl = WebAddresses.withoutSlashAtEnd(baseUrl);
        botUrl = botUrl.map(WebAddresses::withoutSlashAtEnd);
        uploadUrl = uploadUrl.map(WebAddresses::withoutSlashAtEnd);
        accounts = List.copyOf(accounts);
        new Checks()
                .distinct(accounts.stream().map(AccountConfig::name).toList(), "accounts", ".name", LabelNames.DISTINCT)
                .done();
    }

    public static PoeConfig defaults() {
        return new PoeConfig(
                Source.AUTO,
                URI.create("https://" + POE + "/v1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "");
    }

    /** Where the parts of Poe are. Poe itself takes uploads at another server. */
    public PoeAddresses addresses() {
        PoeAddresses standard = PoeAddresses.at(baseUrl);
        URI upload = POE.equals(baseUrl.getHost()) ? POE_UPLOADS : standard.upload();
        return new PoeAddresses(
                standard.api(), standard.usage(), botUrl.orElse(standard.bot()), uploadUrl.orElse(upload));
    }
}
