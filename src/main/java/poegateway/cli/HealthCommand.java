package poegateway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.tree.ConfigException;

/**
 * {@code poe-gateway health}: asks a running gateway whether it takes requests. It needs no shell and no other program,
 * so a container can use it as its probe.
 */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the gateway that these settings describe whether it is ready.",
        footer = {"", "Exit codes: 0 ready, 1 not ready or no answer in 3 s, 2 wrong usage."})
final class HealthCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the gateway, such as http://127.0.0.1:9000; without it, it comes from the "
                    + "settings.")
    private @Nullable URI url;

    private @Nullable CommandSpec spec;

    @Spec
    void spec(CommandSpec model) {
        spec = model;
        model.addOption(OptionModel.config("Settings file; default config/poe-gateway.yaml if it is there.")
                .build());
    }

    @Override
    public Integer call() {
        try {
            ReadyProbe probe = url == null ? probeOf(settings()) : ReadyProbe.of(url, LIMIT);
            ReadyProbe.Finding finding = probe.ask();
            if (!finding.ready()) {
                return ServeRun.refuse(ServeRun.FAILED, finding.sentence());
            }
            System.out.println(finding.sentence());
            return 0;
        } catch (ConfigException | IllegalArgumentException wrong) {
            return ServeRun.refuse(ServeRun.FAILED, String.valueOf(wrong.getMessage()));
        }
    }

    private GatewayConfig settings() {
        Optional<Path> file = spec == null ? Optional.empty() : OptionModel.file(spec);
        return ConfigLoader.load(new GivenSettings(file, Map.of()).sources()).config();
    }

    private static ReadyProbe probeOf(GatewayConfig config) {
        return ReadyProbe.ofOwn(config.server(), LIMIT);
    }
}
