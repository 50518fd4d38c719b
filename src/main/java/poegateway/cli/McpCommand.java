package poegateway.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import poegateway.app.Platform;
import poegateway.app.StdioGateway;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.tree.ConfigException;
import poegateway.logging.Logs;

/** {@code poe-gateway mcp --stdio}: serves the tools to the program that starts it. Standard output is for messages alone. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = {
            "Serves the tools over the Model Context Protocol to the program that starts this one, such as Claude "
                    + "Desktop.",
            "",
            "Messages come in on standard input and go out on standard output; the log goes to standard error. No port "
                    + "is opened."
                    + " POE_API_KEY pays; without it the built-in simulator answers, within the process. A running "
                    + "gateway serves the same tools at /mcp.",
            ""
        },
        footer = {
            "",
            "Every setting is a flag too: --mcp.toolsets=all, --mcp.read-only=true; docs/config.md lists them."
        })
final class McpCommand extends SettingsCommand {
    @Option(
            names = "--stdio",
            required = true,
            description = "Use standard input and output; required, since there is no other way yet.")
    @SuppressWarnings("UnusedVariable") // that it is there says everything
    private boolean stdio;

    @Override
    public Integer call() throws InterruptedException {
        OutputStream messages = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // whoever else prints must not get between the messages
        return run(given(), Platform.real(), new FileInputStream(FileDescriptor.in), messages);
    }

    private static int run(GivenSettings given, Platform platform, InputStream in, OutputStream out)
            throws InterruptedException {
        try {
            GatewayConfig config = ConfigLoader.load(given.sources()).config();
            Logs.apply(config.log(), platform.process());
            return serve(config, platform, in, out);
        } catch (ConfigException wrong) {
            return ServeRun.refuse(ServeRun.WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return ServeRun.refuse(ServeRun.WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }

    private static int serve(GatewayConfig config, Platform platform, InputStream in, OutputStream out)
            throws InterruptedException {
        try (StdioGateway gateway = StdioGateway.of(config, platform, in, out)) {
            var unusedTerm = Signals.on("TERM", gateway::stop);
            var unusedInt = Signals.on("INT", gateway::stop);
            gateway.start(); // who has an answer may end it as well
            gateway.awaitEnd();
            int cut = gateway.drain();
            return cut == 0
                    ? 0
                    : ServeRun.refuse(
                            ServeRun.CUT,
                            "Requests and jobs cut off when it stopped: " + cut + "; see server.drain-timeout.");
        }
    }
}
