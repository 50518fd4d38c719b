package poegateway.cli;

import picocli.CommandLine.Command;

/** {@code poe-gateway version}: the same as the option. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Prints version, commit, build and Java; the same as --version.")
final class VersionCommand implements Runnable {
    @Override
    public void run() {
        System.out.println(String.join(System.lineSeparator(), new VersionText().getVersion()));
    }
}
